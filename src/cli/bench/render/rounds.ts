import { InputError } from '../../../errors';

/** Something that is measured once in every round. */
export interface Turn<T> {
  readonly name: string;
  /** Measures it. Round 0 warms up: code is compiled, files are read. */
  readonly take: (round: number) => Promise<T>;
}

/** What the rounds gave. */
export interface Taken<T> {
  readonly name: string;
  /** One value for each round that counts; undefined where it was not reached. */
  readonly values: readonly (T | undefined)[];
  /** Why it was given up. */
  readonly failure: string | undefined;
}

/**
 * Turns that a loop of some seconds takes in a round of whole commands: between so short ones, what else the machine does
 * tells more.
 */
export const LOOPS_A_ROUND = 3;

/** How many rounds, and who listens. */
export interface RoundOptions {
  /** Rounds that count, after the one that warms up. */
  readonly rounds: number;
  readonly signal?: AbortSignal | undefined;
  /** Hears whose turn it is. */
  readonly onTurn?: ((name: string, round: number) => void) | undefined;
}

/**
 * Lets all take turns, round after round, so that what else the machine does meets them alike. Whoever fails is out,
 * the others go on; an abort ends it, and what was measured until then is handed back.
 *
 * @throws InputError if a turn does: it was asked for something that is not there, and so will be all others.
 */
export async function takeTurns<T>(
  turns: readonly Turn<T>[],
  { rounds, signal, onTurn }: RoundOptions,
): Promise<Taken<T>[]> {
  const values = turns.map(() => Array.from({ length: rounds }, (): T | undefined => undefined));
  const failures = turns.map((): string | undefined => undefined);
  for (let round = 0; round <= rounds; round++) {
    for (const [i, { name, take }] of turns.entries()) {
      if (signal?.aborted) break;
      if (failures[i] !== undefined) continue;
      onTurn?.(name, round);
      try {
        const value = await take(round);
        if (round > 0) values[i]?.splice(round - 1, 1, value);
      } catch (error) {
        if (signal?.aborted) break;
        if (error instanceof InputError) throw error;
        failures[i] = error instanceof Error ? error.message : String(error);
      }
    }
  }
  return turns.map(({ name }, i) => ({ name, values: values[i] ?? [], failure: failures[i] }));
}
