import type { Network } from '../model/network';
import type { NamedTensor } from '../recording/tensor';
import { ablationBase, controlLoss, lossWithoutHead, lossWithoutNeurons } from './ablations';
import { circularity } from './circularity';
import type { Dft } from './dft';
import { distanceIrrelevance } from './distance-irrelevance';
import { allFrequencies } from './fourier-basis';
import { gradientSymmetricity } from './gradient-symmetricity';
import { type LogitTable, logitsBySum, logitWaves } from './logit-waves';
import { named } from './named-tensors';
import { clusterNeurons } from './neuron-clusters';
import type { NeuronProfile } from './neuron-profile';
import type { PairTable } from './perspective';
import { excludedLoss } from './progress-measures';
import type { PairActivations } from './surface-tensors';

/** What is asked of the final network by taking parts of it away. */
export interface DissectionInput {
  readonly network: Network;
  readonly table: PairTable;
  /** Whether the answers of the table are sums of its operands. */
  readonly sums: boolean;
  readonly logits: LogitTable;
  readonly keys: readonly number[];
  readonly profiles: readonly NeuronProfile[];
  readonly dft: Dft;
  /** The activations [p², dMlp] of all pairs. */
  readonly values: PairActivations;
}

/** A loss without something, beside the loss without as much chosen at random. */
export interface Ablated {
  readonly removed: number;
  readonly control: number;
}

/** The results of {@link dissect}; losses in nats over all pairs. */
export interface Dissection {
  /** Per key, in order: its cluster of neurons removed. */
  readonly clusters: readonly Ablated[];
  readonly heads: readonly number[];
  readonly gradientSymmetricity: number;
  readonly circularity: number;
  /** What speaks of x + y: absent where the answers are no sums. */
  readonly sums?: {
    /** Per key, in order: its waves of x + y in the logits removed. */
    readonly frequencies: readonly Ablated[];
    readonly distanceIrrelevance: number;
  };
}

/** Takes parts of a network away, one at a time, and measures what tells a clock from a pizza. */
export function dissect(input: DissectionInput): Dissection {
  const { network, table, logits, keys, profiles, dft, values } = input;
  const base = ablationBase(network, table, logits, values.pre, values.post);
  const { clusters } = clusterNeurons(profiles);
  return {
    clusters: keys.map((k) => {
      const own = clusters.get(k) ?? [];
      const rest = profiles.map(({ neuron }) => neuron).filter((neuron) => !own.includes(neuron));
      return {
        removed: lossWithoutNeurons(base, own).all,
        control: controlLoss(rest, own.length, k, (chosen) => lossWithoutNeurons(base, chosen).all),
      };
    }),
    heads: Array.from({ length: network.architecture.heads }, (_, head) => lossWithoutHead(base, head).all),
    gradientSymmetricity: gradientSymmetricity(network),
    circularity: circularity(network.weights['embed.W_E'], network.architecture.dModel, dft),
    ...(input.sums ? { sums: dissectSums(input) } : {}),
  };
}

function dissectSums({ logits, keys, dft }: DissectionInput): NonNullable<Dissection['sums']> {
  const everyPair = Int32Array.from({ length: logits.p * logits.p }, (_, pair) => pair);
  const bySum = logitsBySum(logits);
  const others = allFrequencies(logits.p).filter((k) => !keys.includes(k));
  const withoutWave = (k: number) => excludedLoss(logits, logitWaves(bySum, [k], dft), everyPair);
  return {
    frequencies: keys.map((k) => ({
      removed: withoutWave(k),
      control: controlLoss(others, 1, k, ([other]) =>
        other === undefined ? Number.NaN : withoutWave(other),
      ),
    })),
    distanceIrrelevance: distanceIrrelevance(logits),
  };
}

/** A dissection as tensors. */
export function dissectionTensors(found: Dissection, keys: readonly number[]): NamedTensor[] {
  const pairs = (rows: readonly Ablated[]) =>
    Float64Array.from(rows.flatMap(({ removed, control }) => [removed, control]));
  const variant = ['removed', 'control'];
  return [
    ...(keys.length === 0
      ? []
      : [
          named(
            'ablation.cluster.loss',
            pairs(found.clusters),
            { key: keys, variant },
            {
              unit: 'nat',
              meaning:
                'loss over all pairs with the neurons of one key held at their means; control: as many random other neurons, median of 3 draws',
            },
          ),
        ]),
    ...(keys.length === 0 || found.sums === undefined
      ? []
      : [
          named(
            'ablation.frequency.loss',
            pairs(found.sums.frequencies),
            { key: keys, variant },
            {
              unit: 'nat',
              meaning:
                'loss over all pairs without the waves of x + y of one key in the logits; control: a random other frequency, median of 3 draws',
            },
          ),
        ]),
    named(
      'ablation.head.loss',
      Float64Array.from(found.heads),
      { head: found.heads.length },
      {
        unit: 'nat',
        meaning: 'loss over all pairs with what one head writes held at its mean',
      },
    ),
  ];
}
