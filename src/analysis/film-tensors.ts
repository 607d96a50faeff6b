import type { NamedTensor } from '../recording/tensor';
import { joined, named } from './named-tensors';
import { CLUSTER_SHARE } from './neuron-clusters';
import { ROW_FIELDS, ROW_NEURON_RULE, type RowNeuron } from './row-neurons';
import type { StepPlan, WatchedStep } from './step-measures';

const PRE = 'blocks.0.mlp.hook_pre';
const POST = 'blocks.0.mlp.hook_post';

/** The neurons that are followed along one row, with their waves at the final step. */
export function rowNeuronTensors(chosen: readonly RowNeuron[]): NamedTensor[] {
  if (chosen.length === 0) return [];
  return [
    named(
      `${PRE}.row.wave`,
      joined(chosen.map((one) => ROW_FIELDS.map((field) => one[field]))),
      { neuron: chosen.map(({ neuron }) => neuron), field: ROW_FIELDS },
      {
        unit: 'per field',
        meaning: `the wave amplitude·cos(2π·frequency·y/p + phase) of each neuron's pre-activation, averaged over x. Choice: ${ROW_NEURON_RULE}`,
      },
    ),
  ];
}

/**
 * What the film draws of the activations while the network trains, beside surfaces: half floats, and each tensor
 * with the axis `step` first.
 */
export function filmTensors(
  steps: readonly number[],
  watched: readonly WatchedStep[],
  { rowNeurons }: StepPlan,
  p: number,
): NamedTensor[] {
  const over = (
    name: string,
    part: (one: WatchedStep) => Float32Array,
    axes: Readonly<Record<string, number | readonly (number | string)[]>>,
    unit: string,
    meaning: string,
  ) => named(name, joined(watched.map(part)), { step: steps, ...axes }, { unit, meaning }, 'F16');
  const dMlp = watched[0]?.frequencies.length ?? 0;
  const frequency = watched[0]?.preShares.length ?? 0;
  const k = Array.from({ length: frequency }, (_, i) => i + 1);
  const frequencies = new Int16Array(watched.length * dMlp);
  watched.forEach((one, i) => {
    frequencies.set(one.frequencies, i * dMlp);
  });
  return [
    ...(rowNeurons.length === 0
      ? []
      : [
          over(
            `${PRE}.row.over_steps`,
            ({ rows }) => rows,
            { neuron: rowNeurons, y: p },
            'activation',
            `pre-activation of chosen neurons along the row x = 0 while the network trains; the choice stands with ${PRE}.row.wave`,
          ),
        ]),
    over(
      `${PRE}.spectrum.over_steps`,
      ({ preShares }) => preShares,
      { frequency: k },
      '1',
      'share of the variance of all pre-activations in the 3×3 block of each frequency',
    ),
    over(
      `${POST}.spectrum.over_steps`,
      ({ postShares }) => postShares,
      { frequency: k },
      '1',
      'share of the variance of all activations in the 3×3 block of each frequency',
    ),
    named(
      'blocks.0.mlp.neuron_frequency.over_steps',
      frequencies,
      { step: steps, neuron: dMlp },
      {
        unit: '1',
        meaning:
          'the k that explains most of each neuron after the activation function; 0 for a constant neuron',
      },
    ),
    over(
      'blocks.0.mlp.neuron_share.over_steps',
      ({ shares }) => shares,
      { neuron: dMlp },
      '1',
      `the share that it explains; the neuron belongs to no cluster below ${CLUSTER_SHARE}`,
    ),
  ];
}
