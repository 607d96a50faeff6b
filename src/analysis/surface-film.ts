import type { NamedTensor } from '../recording/tensor';
import { joined, named } from './named-tensors';
import type { StepPlan, WatchedStep } from './step-measures';

/**
 * The neurons of the film, one dimension of the MLP output and one answer's logit over the training, `<site>.over_steps`
 * [step, index, x, y], as half floats: what the eye sees of a moving surface needs no more.
 */
export function surfaceFilm(
  steps: readonly number[],
  watched: readonly WatchedStep[],
  { neurons, output, answer }: StepPlan,
  p: number,
): NamedTensor[] {
  const over = (
    site: string,
    axis: string,
    indices: readonly number[],
    surface: (one: WatchedStep) => Float32Array,
  ) =>
    named(
      `${site}.over_steps`,
      joined(watched.map(surface)),
      { step: steps, [axis]: indices, x: p, y: p },
      { unit: 'activation', meaning: `${site} over all pairs while the network trains` },
      'F16',
    );
  return [
    ...(neurons.length > 0 ? [over('blocks.0.mlp.hook_pre', 'neuron', neurons, (one) => one.neurons)] : []),
    over('blocks.0.hook_mlp_out', 'dModel', [output], (one) => one.output),
    over('logits', 'answer', [answer], (one) => one.answer),
  ];
}
