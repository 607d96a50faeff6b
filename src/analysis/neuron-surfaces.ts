import { activation } from '../model/forward';
import type { Network } from '../model/network';
import type { FloatArray } from '../model/weights';

/** One column of values [p², width] as a surface [x, y]. */
export function columnSurface(values: FloatArray, width: number, column: number): Float64Array {
  const surface = new Float64Array(values.length / width);
  for (let i = 0; i < surface.length; i++) surface[i] = values[i * width + column] as number;
  return surface;
}

/** The same network with only some neurons in its MLP, in the order given: its neuron i is `neurons[i]` here. */
export function onlyNeurons(network: Network, neurons: readonly number[]): Network {
  const { architecture, weights } = network;
  const { dMlp, dModel } = architecture;
  const input = new Float64Array(dModel * neurons.length);
  const output = new Float64Array(neurons.length * dModel);
  neurons.forEach((neuron, i) => {
    for (let d = 0; d < dModel; d++) {
      input[d * neurons.length + i] = weights['blocks.0.mlp.W_in'][d * dMlp + neuron] as number;
      output[i * dModel + d] = weights['blocks.0.mlp.W_out'][neuron * dModel + d] as number;
    }
  });
  return {
    ...network,
    architecture: { ...architecture, dMlp: neurons.length },
    weights: {
      ...weights,
      'blocks.0.mlp.W_in': input,
      'blocks.0.mlp.b_in': Float64Array.from(
        neurons,
        (neuron) => weights['blocks.0.mlp.b_in'][neuron] as number,
      ),
      'blocks.0.mlp.W_out': output,
    },
  };
}

/**
 * The surfaces [x, y] of a few neurons, one after the other, without computing the others.
 *
 * @param site before or after the activation function.
 */
export function neuronSurfaces(
  network: Network,
  neurons: readonly number[],
  site: 'blocks.0.mlp.hook_pre' | 'blocks.0.mlp.hook_post',
): Float64Array[] {
  const { data } = activation(onlyNeurons(network, neurons), site);
  return neurons.map((_, i) => columnSurface(data, neurons.length, i));
}
