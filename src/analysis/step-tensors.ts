import { WEIGHT_NAMES } from '../model/weights';
import type { NamedTensor } from '../recording/tensor';
import { PROBE_PARTS, PROBE_TOKENS } from './clock-probes';
import { allFrequencies } from './fourier-basis';
import { frequencyNorms } from './fourier-norms';
import type { LogitMeasures } from './measure-step';
import { joined, named } from './named-tensors';
import type { LossTriple } from './split-score';
import type { StepRecord } from './step-measures';

const SETS = ['all', 'train', 'test'] as const;

const lossRows = (losses: readonly LossTriple[]) =>
  Float64Array.from(losses.flatMap((loss) => SETS.map((set) => loss[set])));

/** The measures over the recorded steps as tensors whose first axis is `step`. */
export function stepTensors(
  records: readonly StepRecord[],
  keys: readonly number[],
  p: number,
): NamedTensor[] {
  const step = records.map((record) => record.step);
  const frequency = allFrequencies(p);
  const rows = (row: (record: StepRecord) => ArrayLike<number>) => joined(records.map(row));
  const matrix = ['W_E', 'W_L'];
  const tensors = [
    named(
      'loss.full.over_steps',
      lossRows(records.map(({ score }) => score.loss)),
      { step, set: SETS },
      {
        unit: 'nat',
        meaning: 'cross entropy over the p answers ("=" left out)',
      },
    ),
    named(
      'accuracy.over_steps',
      rows(({ score: { accuracy } }) => [accuracy.train, accuracy.test]),
      {
        step,
        set: ['train', 'test'],
      },
      { unit: '1', meaning: 'share of the pairs whose largest logit is the answer' },
    ),
    named(
      'embed.W_E.fourier_norm.over_steps',
      rows(({ weights }) => frequencyNorms(weights.embedNorms)),
      {
        step,
        frequency,
      },
      { unit: '1', meaning: 'embedding norm of each frequency, cos and sin together' },
    ),
    named(
      'W_L.fourier_norm.over_steps',
      rows(({ weights }) => frequencyNorms(weights.unembedNorms)),
      {
        step,
        frequency,
      },
      { unit: '1', meaning: 'norm of each frequency in W_L = W_out W_U, cos and sin together' },
    ),
    named(
      'weights.sum_of_squares.over_steps',
      rows(({ weights: { norms } }) => [norms.total, ...WEIGHT_NAMES.map((name) => norms.perWeight[name])]),
      { step, weight: ['total', ...WEIGHT_NAMES] },
      { unit: '1', meaning: 'sum of squares of each weight' },
    ),
    named(
      'gini.over_steps',
      rows(({ weights }) => [weights.giniEmbed, weights.giniUnembed]),
      { step, matrix },
      {
        unit: '1',
        meaning: 'Gini coefficient of the Fourier norms of W_E and of W_L, all p components',
      },
    ),
    named(
      'key_share.over_steps',
      rows(({ weights }) => [weights.embedShare, weights.unembedShare]),
      {
        step,
        matrix,
      },
      {
        unit: '1',
        meaning: 'share of the Fourier power outside the constant in the rows of the key frequencies',
      },
    ),
  ];
  if (keys.length === 0) return tensors;
  tensors.push(
    named(
      'blocks.0.hook_resid_pre.probe.r2.over_steps',
      rows(({ probeR2 }) => probeR2),
      {
        step,
        key: keys,
        token: PROBE_TOKENS,
        part: PROBE_PARTS,
      },
      { unit: '1', meaning: 'R² of the probes of the final step applied to each step without fitting again' },
    ),
    named(
      'blocks.0.hook_resid_pre.probe.readout.over_steps',
      rows(({ probeReadouts }) => joined(probeReadouts)),
      { step, key: keys, token: PROBE_TOKENS, part: PROBE_PARTS, value: p },
      {
        unit: '1',
        meaning: 'what the probes of the final step read for each token value at each step, not fitted again',
      },
      'F16',
    ),
  );
  const measured = records.flatMap(({ logits }) => (logits === undefined ? [] : [logits]));
  return measured.length === records.length
    ? [...tensors, ...logitStepTensors(measured, step, keys)]
    : tensors;
}

function logitStepTensors(
  measured: readonly LogitMeasures[],
  step: readonly number[],
  keys: readonly number[],
): NamedTensor[] {
  const nat = { unit: 'nat' };
  return [
    named(
      'loss.restricted.over_steps',
      lossRows(measured.map(({ restricted }) => restricted)),
      { step, set: SETS },
      {
        ...nat,
        meaning:
          'restricted loss: only the cos and sin w_k(x+y) of the key frequencies and the mean logits are kept',
      },
    ),
    named(
      'loss.excluded.over_steps',
      Float64Array.from(measured.flatMap((m) => [m.excludedAll, ...m.excludedPerKey])),
      { step, removed: ['all', ...keys] },
      {
        ...nat,
        meaning:
          'excluded loss on the train pairs: the cos and sin w_k(x+y) of all key frequencies, or of one, are removed',
      },
    ),
    named(
      'logits.fve.over_steps',
      Float32Array.from(measured, (m) => m.logitFve),
      { step },
      {
        unit: '1',
        meaning:
          'fraction of the variance of the logits (centred per input) explained by cos(w_k(x+y−z)) of the keys',
      },
    ),
    named(
      'logits.wave.share.over_steps',
      joined(measured.map((m) => m.waveShares)),
      { step, key: keys },
      {
        unit: '1',
        meaning: 'share of the variance of the logits in the waves of x + y of each key',
      },
    ),
  ];
}
