import { splitOfTask, taskOfRun } from '../../analysis/run-input';
import { workedExamples } from '../../analysis/worked-examples';
import { InputError } from '../../errors';
import type { Run } from '../../recording/run';

/** A sum of two residues, and the residue that it wraps to. */
export interface Sum {
  readonly modulus: number;
  readonly x: number;
  readonly y: number;
  /** (x + y) mod the modulus. */
  readonly answer: number;
}

/** What the chapter takes from a run: its table, and which of the pairs it was shown. */
export interface TableData {
  readonly p: number;
  /** The answer of every pair at `answers[x * p + y]`. */
  readonly answers: Int32Array;
  /** How many pairs were trained on and held out. */
  readonly trainPairs: number;
  readonly testPairs: number;
  /** The place of every pair in the shuffled order of the run's own split: below `trainPairs`, it was trained on. */
  readonly turn: Int32Array;
  /** A sum that passes p and was held out. */
  readonly example: Sum;
}

/** The sum as it is explained: small, and passing the end of its clock. */
export const SMALL: Sum = wrapped(5, 3, 4);

/** See {@link Sum}. */
export function wrapped(modulus: number, x: number, y: number): Sum {
  return { modulus, x, y, answer: (x + y) % modulus };
}

/** The sum as a formula; `colored` gives each number the colour of its role. */
export function sumTex(
  { modulus, x, y, answer }: Sum,
  colored: (role: 'x' | 'y' | 'sum', number: string) => string,
): string {
  return `${colored('x', `${x}`)} + ${colored('y', `${y}`)} \\equiv ${colored('sum', `${answer}`)} \\pmod{${modulus}}`;
}

/**
 * Reads what the chapter shows from a run.
 *
 * @throws InputError if the run is not about addition, or nobody knows which pairs it was trained on.
 */
export function loadTable(run: Run): TableData {
  const { operation, seed, fraction } = run.manifest.task;
  if (operation !== 'add') {
    throw new InputError(
      `the chapter "modular-addition" explains addition, but run "${run.name}" was trained on "${operation}". Choose a run with op=add.`,
    );
  }
  const task = taskOfRun(run);
  const split = splitOfTask(task, seed, fraction);
  if (split.test.length === 0) {
    throw new InputError(
      `the chapter "modular-addition" shows which pairs a network was trained on, and of run "${run.name}" nobody knows. ` +
        'Import its weights with their split, such as split=python:0:0.3, or choose another run with run=.',
    );
  }
  const turn = new Int32Array(task.labels.length);
  [...split.train, ...split.test].forEach((pair, i) => {
    turn[pair] = i;
  });
  return {
    p: task.size,
    answers: task.labels,
    trainPairs: split.train.length,
    testPairs: split.test.length,
    turn,
    example: chooseExample(workedExamples(split, task.size), task.size),
  };
}

/** Two hands that are nearer than this part of a turn are hard to tell apart. */
const APART = 1 / 20;
/** The example stands so far inside the table that its neighbours are seen on all sides. */
const MARGIN = 10;

/**
 * The worked example that is easiest to follow: the first of those that meet most of these conditions. The sum passes
 * p; the hands of x, of y and of the sum, and the place 0, lie apart; the cell has neighbours on all sides.
 */
export function chooseExample(pairs: ArrayLike<number>, p: number): Sum {
  const met = ({ x, y, answer }: Sum) => {
    const hands = [0, x, y, answer];
    const apart = hands.every((one, i) =>
      hands.slice(i + 1).every((other) => {
        const between = Math.abs(one - other) / p;
        return Math.min(between, 1 - between) >= APART;
      }),
    );
    const inside = [x, y].every((n) => n >= MARGIN && n < p - MARGIN);
    return [x + y >= p, apart, inside].filter(Boolean).length;
  };
  const sums = Array.from(pairs, (pair) => wrapped(p, Math.floor(pair / p), pair % p));
  const [best] = sums.sort((a, b) => met(b) - met(a));
  if (best === undefined) throw new InputError(`of the pairs modulo ${p}, none was held out to be shown.`);
  return best;
}
