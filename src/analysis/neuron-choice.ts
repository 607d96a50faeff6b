import { CLUSTER_SHARE } from './neuron-clusters';
import type { NeuronProfile } from './neuron-profile';

/** A neuron chosen to be shown, and what for. */
export interface ChosenNeuron {
  readonly neuron: number;
  readonly frequency: number;
}

/** How many neurons of each key frequency are recorded. */
const PER_KEY = 3;

/** The rule as a sentence, for recordings and reports. */
export const NEURON_CHOICE_RULE =
  `of the neurons that one key frequency explains to at least ${CLUSTER_SHARE} (post-activation) and whose ` +
  'pre-activation varies at least as much as that of the median neuron of the same frequency, for each key the ' +
  `${PER_KEY} with the largest share of the pre-activation's variance in products of cos or sin kx with cos or sin ky, ` +
  'times the share that k explains of it; first the one with the largest such figure divided by √k, because low ' +
  'frequencies are easier to look at';

/** How clearly a neuron shows x and y interacting: see {@link NEURON_CHOICE_RULE}. */
function clarity({ crossShare, preShare }: NeuronProfile): number {
  return crossShare * preShare;
}

/**
 * Chooses the neurons to show, the one for the film's close look first, then key by key.
 *
 * Empty when no neuron follows a key frequency, as in a network that has not grokked.
 */
export function chooseNeurons(profiles: readonly NeuronProfile[], keys: readonly number[]): ChosenNeuron[] {
  const byKey = keys.flatMap((k) => clearestOf(profiles, k));
  const lead = [...byKey].sort(
    (a, b) => clarity(b) / Math.sqrt(b.frequency) - clarity(a) / Math.sqrt(a.frequency),
  )[0];
  return [...(lead === undefined ? [] : [lead]), ...byKey.filter((profile) => profile !== lead)].map(
    ({ neuron, frequency }) => ({ neuron, frequency }),
  );
}

/** With so few to so many waves across the table, a surface is seen as waves from afar. */
const EASY = { fewest: 3, most: 8 } as const;

/**
 * Of some neurons the one whose surface is easiest to look at as a whole: the number of its waves lies between 3 and 8,
 * or nearest to that in octaves; the first, if several do. Undefined if there is none.
 */
export function easiestToSee<C extends Pick<ChosenNeuron, 'frequency'>>(
  neurons: readonly C[],
): C | undefined {
  const octavesOff = ({ frequency: k }: C) =>
    Math.max(0, Math.log2(EASY.fewest / k), Math.log2(k / EASY.most));
  return neurons.reduce<C | undefined>(
    (best, neuron) => (best === undefined || octavesOff(neuron) < octavesOff(best) ? neuron : best),
    undefined,
  );
}

function clearestOf(profiles: readonly NeuronProfile[], k: number): NeuronProfile[] {
  const cluster = profiles
    .filter(({ frequency, share }) => frequency === k && share >= CLUSTER_SHARE)
    .sort((a, b) => b.deviation - a.deviation);
  return cluster
    .slice(0, Math.ceil(cluster.length / 2))
    .sort((a, b) => clarity(b) - clarity(a) || a.neuron - b.neuron)
    .slice(0, PER_KEY);
}
