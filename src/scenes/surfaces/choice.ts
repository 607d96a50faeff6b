import type { Decomposition } from './parts';

/** A recorded neuron, and what its waves say. */
export interface Candidate {
  readonly neuron: number;
  /** The frequency that explains most of it: so many waves stand on the sheet in each direction. */
  readonly k: number;
  readonly waves: Pick<Decomposition, 'parts' | 'explained'>;
}

/** So many waves are easily followed over a sheet, and enough to be seen as waves. */
const WAVES = { fewest: 3, most: 6 } as const;

/** A neuron whose formulas explain less than this is looked at only where there is no other. */
const CLEAR = 0.85;

/**
 * The neuron to look at, of those that the recording has chosen: clear ones before others; then those with three to six
 * waves across the sheet, or the nearest to it; then the one in which the weaker of the waves of x + y and x − y is
 * strongest, because the two together are what x and y make of each other.
 *
 * @returns nothing if there is no candidate.
 */
export function chooseNeuron<C extends Candidate>(candidates: readonly C[]): C | undefined {
  const clear = ({ waves }: C) => (waves.explained >= CLEAR ? 0 : 1);
  const pair = ({ waves: { parts } }: C) => Math.min(parts.sum.share, parts.difference.share);
  return [...candidates].sort(
    (a, b) => clear(a) - clear(b) || octavesOff(a.k) - octavesOff(b.k) || pair(b) - pair(a),
  )[0];
}

/** How far a number of waves lies outside the easy range, in octaves. */
function octavesOff(k: number): number {
  return Math.max(0, Math.log2(WAVES.fewest / k), Math.log2(k / WAVES.most));
}
