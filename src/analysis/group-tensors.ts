import { WEIGHT_NAMES } from '../model/weights';
import type { NamedTensor } from '../recording/tensor';
import { GROUP_SITES, type GroupRecord } from './group-measures';
import { IRREP_NAMES, IRREPS } from './irreps';
import { joined, named } from './named-tensors';

const SETS = ['all', 'train', 'test'] as const;
const SHARES =
  'share of each irreducible representation of S₅ (named by its partition) in W_E as a function of the token, in W_U and W_L = W_out W_U as functions of the answer, and in the logits, centred per input, as functions of x ∘ y';
const FVE = ['product', 'quotient', 'characters'] as const;
const FVE_MEANING =
  'fraction of the variance of the logits, centred per input, explained by functions of x ∘ y, by functions of x ∘ y ∘ z⁻¹ (z the answer), and by characters of x ∘ y ∘ z⁻¹';

/** The measures of a network that composes permutations, at the final step and over the steps. */
export function groupTensors(records: readonly GroupRecord[]): NamedTensor[] {
  const final = records.at(-1);
  if (final === undefined) return [];
  const step = records.map((record) => record.step);
  const irrep = IRREP_NAMES;
  const shares = (record: GroupRecord) => joined(GROUP_SITES.map((site) => record.shares[site]));
  const fve = ({ productFve, quotientFve, characterFve }: GroupRecord) => [
    productFve,
    quotientFve,
    characterFve,
  ];
  const over = (rows: (record: GroupRecord) => ArrayLike<number>) => joined(records.map(rows));
  return [
    named(
      'irreps.character',
      joined(IRREPS.map(({ characters }) => characters)),
      { irrep, element: IRREPS[0]?.characters.length ?? 0 },
      { unit: '1', meaning: 'character χ(g) of each irreducible representation on each element' },
    ),
    named('irreps.share', shares(final), { site: GROUP_SITES, irrep }, { unit: '1', meaning: SHARES }),
    named(
      'irreps.share.over_steps',
      over(shares),
      { step, site: GROUP_SITES, irrep },
      { unit: '1', meaning: SHARES },
    ),
    named(
      'irreps.coefficient.over_steps',
      over(({ coefficients }) => coefficients),
      { step, irrep },
      { unit: 'logit', meaning: 'least-squares coefficient of the character χ(x ∘ y ∘ z⁻¹) in the logits' },
    ),
    named(
      'logits.group_fve',
      Float32Array.from(fve(final)),
      { functions: FVE },
      { unit: '1', meaning: FVE_MEANING },
    ),
    named(
      'logits.group_fve.over_steps',
      over(fve),
      { step, functions: FVE },
      { unit: '1', meaning: FVE_MEANING },
    ),
    named(
      'loss.excluded_irrep.over_steps',
      over(({ excluded }) => excluded),
      { step, irrep },
      {
        unit: 'nat',
        meaning:
          'loss on the train pairs without the part of one representation in the logits as functions of x ∘ y',
      },
    ),
    named(
      'loss.characters_only.over_steps',
      Float64Array.from(records, ({ charactersOnlyLoss }) => charactersOnlyLoss),
      { step },
      { unit: 'nat', meaning: 'loss over all pairs of nothing but the fitted characters of x ∘ y ∘ z⁻¹' },
    ),
    named(
      'loss.full.over_steps',
      Float64Array.from(records.flatMap(({ score: { loss } }) => SETS.map((set) => loss[set]))),
      { step, set: SETS },
      { unit: 'nat', meaning: 'cross entropy over the 120 answers ("=" left out)' },
    ),
    named(
      'accuracy.over_steps',
      over(({ score: { accuracy } }) => [accuracy.train, accuracy.test]),
      { step, set: ['train', 'test'] },
      { unit: '1', meaning: 'share of the pairs whose largest logit is the answer' },
    ),
    named(
      'weights.sum_of_squares.over_steps',
      over(({ norms }) => [norms.total, ...WEIGHT_NAMES.map((name) => norms.perWeight[name])]),
      { step, weight: ['total', ...WEIGHT_NAMES] },
      { unit: '1', meaning: 'sum of squares of each weight' },
    ),
  ];
}
