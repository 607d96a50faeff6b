import { InputError } from '../errors';
import { isOperationName, OPERATION_NAMES, type OperationName, operation } from './operations';

/** The largest modulus: the tables of all pairs grow with p², and the kernel's buffers with them. */
export const LARGEST_PRIME = 400;

/** What makes a task. */
export interface TaskOptions {
  readonly operation: OperationName;
  /** The prime modulus; left out for `s5`, which has none. */
  readonly p?: number;
}

/**
 * The table that the network learns: tokens [x, y, "="] with the answer x ∘ y read at the last position.
 * A pair (x, y) is known everywhere by its row-major index `x * size + y`.
 */
export interface Task {
  readonly operation: OperationName;
  /** How a person writes the operation: `x + y`. */
  readonly formula: string;
  /** The side of the table: p for residues, 120 for S₅. */
  readonly size: number;
  /** The number of tokens: `size` elements and "=". */
  readonly tokens: number;
  /** The token "=": the last one. */
  readonly equals: number;
  /** The answer of every pair, [size, size]; −1 where the operation has none (division by zero). */
  readonly labels: Int32Array;
  /** The indices of the pairs that have an answer, in row-major order. */
  readonly pairs: Int32Array;
}

function isPrime(n: number): boolean {
  if (!Number.isInteger(n) || n < 2) return false;
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false;
  return true;
}

function nearestPrime(n: number): number {
  const target = Math.min(Math.max(Number.isFinite(n) ? Math.round(n) : 113, 3), LARGEST_PRIME);
  for (let away = 0; ; away++) {
    if (target - away >= 3 && isPrime(target - away)) return target - away;
    if (target + away <= LARGEST_PRIME && isPrime(target + away)) return target + away;
  }
}

/**
 * The task of an operation and a modulus.
 *
 * @throws InputError when the operation is unknown, or p is missing, not an odd prime, or above {@link LARGEST_PRIME}.
 */
export function createTask({ operation: name, p }: TaskOptions): Task {
  if (!isOperationName(name))
    throw new InputError(`op=${String(name)} is not an operation: use one of ${OPERATION_NAMES.join(', ')}`);
  const op = operation(name);
  if (op.kind === 'finite') {
    if (p !== undefined && p !== op.size)
      throw new InputError(`p=${p}: op=${name} has ${op.size} elements and no modulus, leave p out`);
    return table(name, op.formula, op.size, (x, y) => op.of(x, y));
  }
  if (p === undefined) throw new InputError(`p is missing: op=${name} needs a prime modulus, such as p=113`);
  if (p < 3 || p > LARGEST_PRIME || !isPrime(p))
    throw new InputError(
      `p=${p} is not a prime between 3 and ${LARGEST_PRIME}: the nearest is p=${nearestPrime(p)}`,
    );
  return table(name, op.formula, p, (x, y) => {
    const value = op.of(x, y, p);
    return value === undefined ? undefined : ((value % p) + p) % p;
  });
}

function table(
  name: OperationName,
  formula: string,
  size: number,
  answer: (x: number, y: number) => number | undefined,
): Task {
  const labels = new Int32Array(size * size).fill(-1);
  const pairs: number[] = [];
  for (let x = 0; x < size; x++) {
    for (let y = 0; y < size; y++) {
      const value = answer(x, y);
      if (value === undefined) continue;
      labels[x * size + y] = value;
      pairs.push(x * size + y);
    }
  }
  return {
    operation: name,
    formula,
    size,
    tokens: size + 1,
    equals: size,
    labels,
    pairs: Int32Array.from(pairs),
  };
}

/** The two operands of a pair's index. */
export function operands(task: Pick<Task, 'size'>, pair: number): { x: number; y: number } {
  return { x: Math.floor(pair / task.size), y: pair % task.size };
}

/**
 * The answer x ∘ y.
 *
 * @throws InputError when x or y is no element of the task, or the pair has no answer.
 */
export function label(task: Task, x: number, y: number): number {
  const valid = (value: number) => Number.isInteger(value) && value >= 0 && value < task.size;
  if (!valid(x) || !valid(y))
    throw new InputError(`(${x}, ${y}) is no pair of ${task.formula}: operands are 0 to ${task.size - 1}`);
  const answer = task.labels[x * task.size + y];
  if (answer === undefined || answer < 0)
    throw new InputError(`(${x}, ${y}) has no answer under ${task.formula}`);
  return answer;
}
