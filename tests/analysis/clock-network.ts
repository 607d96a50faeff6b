import { type Architecture, createArchitecture } from '../../src/model/architecture';
import { mapWeights, type Weights, weightLength } from '../../src/model/weights';

/** How many neurons, at evenly spaced phases, serve one frequency. */
const PHASES = 48;

/** A network wired by hand, with no training, that adds angles at the given frequencies. */
export interface WiredNetwork {
  readonly architecture: Architecture;
  readonly weights: Weights<Float64Array>;
}

/**
 * Tokens are embedded as points on one circle per frequency; attention is uniform and adds the points of x and y;
 * neuron j computes ReLU(cos(wx + φj) + cos(wy + φj)), and the output reads the second harmonic in φ, which is
 * |cos(w(x−y)/2)|·cos(w(x+y)) but for a constant: this is the "pizza" of Zhong et al. 2023 in closed form.
 */
export function wiredNetwork(p: number, frequencies: readonly number[]): WiredNetwork {
  const circles = frequencies.length;
  const dModel = 4 * circles; // two dimensions per frequency to read from, two to write to
  const a = createArchitecture(p + 1, { dModel, heads: 1, dMlp: PHASES * circles, attentionRate: 0 });
  const weights = mapWeights((name) => new Float64Array(weightLength(a, name)));
  const set = (name: keyof typeof weights, columns: number, row: number, column: number, value: number) => {
    weights[name][row * columns + column] = value;
  };
  for (let d = 0; d < dModel; d++) {
    set('blocks.0.attn.W_V', dModel, d, d, 1);
    set('blocks.0.attn.W_O', dModel, d, d, 3); // the pattern is 1/3 on each position
  }
  frequencies.forEach((k, i) => {
    const angle = (n: number) => (2 * Math.PI * k * n) / p;
    for (let n = 0; n < p; n++) {
      set('embed.W_E', dModel, n, 2 * i, Math.cos(angle(n)));
      set('embed.W_E', dModel, n, 2 * i + 1, Math.sin(angle(n)));
      set('unembed.W_U', p + 1, 2 * circles + 2 * i, n, Math.cos(angle(n)));
      set('unembed.W_U', p + 1, 2 * circles + 2 * i + 1, n, Math.sin(angle(n)));
    }
    for (let j = 0; j < PHASES; j++) {
      const phase = (2 * Math.PI * j) / PHASES;
      const neuron = i * PHASES + j;
      set('blocks.0.mlp.W_in', a.dMlp, 2 * i, neuron, Math.cos(phase));
      set('blocks.0.mlp.W_in', a.dMlp, 2 * i + 1, neuron, -Math.sin(phase));
      set('blocks.0.mlp.W_out', dModel, neuron, 2 * circles + 2 * i, Math.cos(2 * phase));
      set('blocks.0.mlp.W_out', dModel, neuron, 2 * circles + 2 * i + 1, -Math.sin(2 * phase));
    }
  });
  return { architecture: a, weights };
}
