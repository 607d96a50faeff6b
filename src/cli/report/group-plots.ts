import { labels } from '../../recording/tensor';
import { frequencyColor, palette, roles } from '../../theme/palette';
import { type Lookup, overSteps } from './lookup';
import type { Plot } from './plot';

/** The plots of a network that composes permutations; none for others. */
export function groupPlots(find: Lookup): Plot[] {
  const shares = find('irreps.share.over_steps');
  const fve = find('logits.group_fve.over_steps');
  const excluded = find('loss.excluded_irrep.over_steps');
  const full = find('loss.full.over_steps');
  if (shares === undefined || fve === undefined || excluded === undefined || full === undefined) return [];
  const irreps = labels(shares, 'irrep').map(String);
  const of: Readonly<Record<string, string>> = {
    W_E: 'the embedding W_E',
    W_L: 'W_L = W_out W_U, along the answers',
    logits: 'the logits, as functions of x ∘ y',
  };
  return [
    ...Object.entries(of).map(([site, where]) => ({
      title: `Share of each irreducible representation in ${where}`,
      about: 'Representations of S₅ by their partition, from the trivial one (5) to the sign (1+1+1+1+1).',
      xLabel: 'step',
      yLabel: 'share of the power',
      series: irreps.map((irrep, i) => overSteps(shares, { site, irrep }, irrep, frequencyColor(i))),
    })),
    {
      title: 'What explains the logits',
      about:
        'A network that knows the group scores an answer z by x ∘ y ∘ z⁻¹, and one of matrices by its characters.',
      xLabel: 'step',
      yLabel: 'fraction of variance',
      series: [
        overSteps(fve, { functions: 'product' }, 'functions of x ∘ y', roles.x),
        overSteps(fve, { functions: 'quotient' }, 'functions of x ∘ y ∘ z⁻¹', roles.sum),
        overSteps(fve, { functions: 'characters' }, 'characters of it', roles.cos),
      ],
    },
    {
      title: 'Loss on the train pairs without one representation',
      about: 'Which representation the answers stand on.',
      xLabel: 'step',
      yLabel: 'cross entropy, nat',
      logarithmic: true,
      series: [
        overSteps(full, { set: 'train' }, 'as trained', palette.text),
        ...irreps.map((irrep, i) => overSteps(excluded, { irrep }, `without ${irrep}`, frequencyColor(i))),
      ],
    },
  ];
}
