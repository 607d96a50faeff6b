import { type Network, neuronLogitMap } from '../model/network';
import type { Dft } from './dft';
import { fourierNorms, frequencyShare } from './fourier-norms';
import { giniCoefficient } from './gini';
import { fitLogits } from './logit-fit';
import { type LogitTable, logitsBySum, logitVariance, logitWaves, meanLogits } from './logit-waves';
import { excludedLoss, restrictedLoss } from './progress-measures';
import type { LossTriple, PairSplit } from './split-score';
import { type WeightNorms, weightNorms } from './weight-norms';

/** What is measured of the weights alone, at one step: applies to every operation over residues. */
export interface WeightMeasures {
  /** Fourier norms [p] of W_E over tokens and of W_L = W_out W_U over answers. */
  readonly embedNorms: Float64Array;
  readonly unembedNorms: Float64Array;
  readonly giniEmbed: number;
  readonly giniUnembed: number;
  /** Share of the Fourier power outside the constant that lies in the key rows. */
  readonly embedShare: number;
  readonly unembedShare: number;
  readonly norms: WeightNorms;
}

/** What is measured of the logits of all pairs, at one step: applies to operations that are addition in a view. */
export interface LogitMeasures {
  readonly restricted: LossTriple;
  /** Loss on the train pairs without any key frequency, and without each one in the order of the keys. */
  readonly excludedAll: number;
  readonly excludedPerKey: readonly number[];
  /** FVE of the logits, centred per input, by cos w_k(x+y−z) of the keys. */
  readonly logitFve: number;
  /** Share of the variance of the logits, each answer about its mean, in the waves of x + y of each key. */
  readonly waveShares: readonly number[];
}

/** Measures the weights of one step against the key frequencies. */
export function measureWeights(network: Network, keys: readonly number[], dft: Dft): WeightMeasures {
  const { dVocab, dVocabOut, dModel, dMlp } = network.architecture;
  const embedNorms = fourierNorms(network.weights['embed.W_E'], [dVocab, dModel], 'rows', dft);
  const unembedNorms = fourierNorms(neuronLogitMap(network), [dMlp, dVocabOut], 'columns', dft);
  return {
    embedNorms,
    unembedNorms,
    giniEmbed: giniCoefficient(embedNorms),
    giniUnembed: giniCoefficient(unembedNorms),
    embedShare: frequencyShare(embedNorms, keys),
    unembedShare: frequencyShare(unembedNorms, keys),
    norms: weightNorms(network.weights),
  };
}

/** Measures the logits of one step against the key frequencies. */
export function measureLogits(
  table: LogitTable,
  split: PairSplit,
  keys: readonly number[],
  dft: Dft,
): LogitMeasures {
  const bySum = logitsBySum(table);
  const means = meanLogits(bySum, table.p);
  const waves = logitWaves(bySum, keys, dft);
  return {
    restricted: restrictedLoss(waves, means, table.p, split),
    excludedAll: excludedLoss(table, waves, split.train),
    excludedPerKey: waves.map((wave) => excludedLoss(table, [wave], split.train)),
    logitFve: fitLogits(table, keys, dft).fve,
    waveShares: logitVariance(table, means, waves).perWave,
  };
}
