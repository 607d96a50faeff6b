import type { Network } from '../model/network';
import type { NamedTensor } from '../recording/tensor';
import { type ClockProbe, PROBE_PARTS, PROBE_TOKENS, readProbe } from './clock-probes';
import type { Dft } from './dft';
import { basisRowName } from './fourier-basis';
import { describeKeyFrequencyRule } from './key-frequencies';
import { fitLogits, meanByDistance } from './logit-fit';
import { type LogitTable, logitsBySum, logitVariance, logitWaves, meanLogits } from './logit-waves';
import type { WeightMeasures } from './measure-step';
import { joined, named } from './named-tensors';
import { CLUSTER_SHARE, type NeuronFrequency } from './neuron-clusters';
import { describeProbeRule } from './sparse-probe';

/** The spectra of embedding and unembedding, and the key frequencies found in them. */
export function spectrumTensors(measures: WeightMeasures, keys: readonly number[]): NamedTensor[] {
  const components = Array.from(measures.embedNorms, (_, row) => basisRowName(row));
  return [
    named(
      'key_frequencies',
      Int32Array.from(keys),
      { key: keys },
      {
        unit: '1',
        meaning: `key frequencies k: ${describeKeyFrequencyRule()}`,
      },
    ),
    named(
      'embed.W_E.fourier_norm',
      Float32Array.from(measures.embedNorms),
      { component: components },
      {
        unit: '1',
        meaning: 'norm over dModel of each Fourier component of the token embedding ("=" left out)',
      },
    ),
    named(
      'W_L.fourier_norm',
      Float32Array.from(measures.unembedNorms),
      { component: components },
      {
        unit: '1',
        meaning: 'norm over neurons of each Fourier component of W_L = W_out W_U along the answers',
      },
    ),
  ];
}

/** The sparse probes with what they read at the final step. */
export function probeTensors(probes: readonly ClockProbe[], network: Network): NamedTensor[] {
  const keys = [...new Set(probes.map(({ k }) => k))];
  const axes = { key: keys, token: PROBE_TOKENS, part: PROBE_PARTS };
  const site = 'blocks.0.hook_resid_pre.probe';
  const of = (value: (probe: ClockProbe) => number) => Float32Array.from(probes, value);
  return [
    named(
      `${site}.weight`,
      joined(probes.map(({ fit }) => fit.weights)),
      {
        ...axes,
        dModel: network.architecture.dModel,
      },
      {
        unit: '1',
        meaning: `weights of the sparse probes for cos and sin of 2πk·token/p. ${describeProbeRule()}`,
      },
    ),
    named(
      `${site}.intercept`,
      of(({ fit }) => fit.intercept),
      axes,
      {
        unit: '1',
        meaning: 'intercepts of the sparse probes',
      },
    ),
    named(
      `${site}.r2`,
      of(({ fit }) => fit.r2),
      axes,
      {
        unit: '1',
        meaning: 'R² of each sparse probe over the p tokens at the final step',
      },
    ),
    named(
      `${site}.alpha`,
      of(({ fit }) => fit.alpha),
      axes,
      {
        unit: '1',
        meaning: 'Lasso penalty of each sparse probe',
      },
    ),
    named(
      `${site}.readout`,
      joined(probes.map((probe) => readProbe(probe, network))),
      {
        ...axes,
        value: network.size,
      },
      { unit: '1', meaning: 'what each sparse probe reads for each token value at the final step' },
    ),
  ];
}

/** How each key frequency votes in the logits, and how well clocks describe them. */
export function logitTensors(table: LogitTable, keys: readonly number[], dft: Dft): NamedTensor[] {
  const { p } = table;
  const bySum = logitsBySum(table);
  const means = meanLogits(bySum, p);
  const waves = logitWaves(bySum, keys, dft);
  const shares = logitVariance(table, means, waves).perWave;
  return [
    named(
      'logits.wave',
      joined(waves.flatMap(({ cos, sin }) => [cos, sin])),
      {
        key: keys,
        part: PROBE_PARTS,
        answer: p,
      },
      {
        unit: 'logit',
        meaning:
          'vote of key k for answer z: C[z]·cos(w_k(x+y)) + S[z]·sin(w_k(x+y)), the projection of the logits over all pairs',
      },
    ),
    named(
      'logits.wave.share',
      Float32Array.from(shares),
      { key: keys },
      {
        unit: '1',
        meaning:
          'share of the variance of the logits (each answer about its mean over the pairs) in the waves of each key',
      },
    ),
    named(
      'logits.mean',
      Float32Array.from(means),
      { answer: p },
      {
        unit: 'logit',
        meaning: 'mean logit of each answer over all pairs',
      },
    ),
    named(
      'logits.by_distance',
      Float32Array.from(meanByDistance(bySum, p)),
      { distance: p },
      {
        unit: 'logit',
        meaning: 'mean logit at distance x+y−z mod p from the right answer',
      },
    ),
    named(
      'logits.clock',
      Float32Array.from(fitLogits(table, keys, dft).coefficients),
      { key: keys },
      {
        unit: 'logit',
        meaning: 'least-squares coefficient of cos(w_k(x+y−z)) in the logits centred per input',
      },
    ),
  ];
}

/** Which frequency each neuron follows. */
export function neuronTensors(neurons: readonly NeuronFrequency[]): NamedTensor[] {
  return [
    named(
      'blocks.0.mlp.neuron_frequency',
      Int32Array.from(neurons, ({ frequency }) => frequency),
      {
        neuron: neurons.length,
      },
      {
        unit: '1',
        meaning:
          'the k whose 3×3 block holds most of the centred power of the post-activation; 0 for a constant neuron',
      },
    ),
    named(
      'blocks.0.mlp.neuron_share',
      Float32Array.from(neurons, ({ share }) => share),
      {
        neuron: neurons.length,
      },
      {
        unit: '1',
        meaning: `share of the neuron's centred power in that block; it belongs to no cluster below ${CLUSTER_SHARE}`,
      },
    ),
  ];
}

/** Worked examples: pairs with all their logits. */
export function exampleTensors(
  pairs: Int32Array,
  { p, columns, values }: LogitTable,
  rule: string,
): NamedTensor[] {
  const rows = Array.from(pairs, (pair) => values.slice(pair * columns, pair * columns + p));
  return [
    named(
      'examples.pair',
      Int32Array.from([...pairs].flatMap((pair) => [Math.floor(pair / p), pair % p])),
      { example: pairs.length, operand: PROBE_TOKENS },
      { unit: '1', meaning: `worked examples: ${rule}` },
    ),
    named(
      'examples.logits',
      joined(rows),
      { example: pairs.length, answer: p },
      { unit: 'logit', meaning: 'the logits of the worked examples at the final step, "=" left out' },
    ),
  ];
}
