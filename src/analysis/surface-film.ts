import type { Network } from '../model/network';
import type { NamedTensor } from '../recording/tensor';
import type { LogitTable } from './logit-waves';
import { joined, named } from './named-tensors';
import { columnSurface } from './neuron-surfaces';
import { outputSurface } from './surface-tensors';

/**
 * Follows some neurons, one dimension of the MLP output and one answer's logit over the training, as half floats:
 * what the eye sees of a moving surface needs no more.
 */
export class SurfaceFilm {
  private readonly taken: number[] = [];
  private readonly neuronRows: Float32Array[] = [];
  private readonly outputRows: Float32Array[] = [];
  private readonly logitRows: Float32Array[] = [];

  constructor(
    private readonly neurons: readonly number[],
    private readonly output: number,
    private readonly answer: number,
    private readonly steps: readonly number[],
  ) {}

  /** Whether a step is one of those to be shown. */
  wants(step: number): boolean {
    return this.steps.includes(step);
  }

  /** Records one step; `pre` are the pre-activations [p², dMlp] of all pairs. */
  take(step: number, network: Network, pre: Float64Array, logits: LogitTable): void {
    this.taken.push(step);
    const { dMlp } = network.architecture;
    this.neuronRows.push(joined(this.neurons.map((neuron) => columnSurface(pre, dMlp, neuron))));
    this.outputRows.push(Float32Array.from(outputSurface(network, this.output, pre)));
    this.logitRows.push(Float32Array.from(columnSurface(logits.values, logits.columns, this.answer)));
  }

  /** The tensors `<site>.over_steps` [step, index, x, y]. */
  tensors(p: number): NamedTensor[] {
    const over = (site: string, axis: string, indices: readonly number[], rows: readonly Float32Array[]) =>
      named(
        `${site}.over_steps`,
        joined(rows),
        { step: this.taken, [axis]: indices, x: p, y: p },
        { unit: 'activation', meaning: `${site} over all pairs while the network trains` },
        'F16',
      );
    return [
      ...(this.neurons.length > 0
        ? [over('blocks.0.mlp.hook_pre', 'neuron', this.neurons, this.neuronRows)]
        : []),
      over('blocks.0.hook_mlp_out', 'dModel', [this.output], this.outputRows),
      over('logits', 'answer', [this.answer], this.logitRows),
    ];
  }
}
