/** A neuron whose wave along the row can be shown. */
export interface WaveNeuron {
  readonly neuron: number;
  /** How often its wave rises and falls while y runs once through all residues. */
  readonly frequency: number;
  /** Radians. */
  readonly phase: number;
}

/** How many neurons the chapter follows. */
export const FOLLOWED = 7;

/** Frequencies beyond this many would leave no two neurons with the same one. */
const FREQUENCIES = 3;

/**
 * The neurons that the chapter follows: of the slowest frequencies, whose waves are easiest to see, the neurons in
 * the order of the recording, one of each frequency in turn until there are seven; neighbours share a frequency.
 */
export function chooseFollowed<N extends WaveNeuron>(recorded: readonly N[]): N[] {
  const frequencies = [...new Set(recorded.map(({ frequency }) => frequency))].sort((a, b) => a - b);
  const groups = frequencies
    .slice(0, FREQUENCIES)
    .map((k) => recorded.filter(({ frequency }) => frequency === k));
  const chosen = new Set<N>();
  for (let turn = 0; turn < recorded.length; turn++)
    for (const group of groups) {
      const next = group[turn];
      if (next !== undefined && chosen.size < FOLLOWED) chosen.add(next);
    }
  return groups.flatMap((group) => group.filter((neuron) => chosen.has(neuron)));
}

/** The two of one frequency whose phases are nearest to a quarter turn apart: together they draw the roundest loop. */
export function roundestPair<N extends WaveNeuron>(neurons: readonly N[]): readonly [N, N] | undefined {
  const pairs = neurons.flatMap((a, i) =>
    neurons
      .slice(i + 1)
      .filter((b) => b.frequency === a.frequency)
      .map((b): readonly [N, N] => [a, b]),
  );
  const roundness = ([a, b]: readonly [N, N]) => Math.abs(Math.sin(a.phase - b.phase));
  return pairs.reduce<readonly [N, N] | undefined>(
    (best, pair) => (best === undefined || roundness(pair) > roundness(best) ? pair : best),
    undefined,
  );
}
