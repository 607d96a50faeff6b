import { composePermutations, PERMUTATIONS_OF_FIVE } from './permutations';

/**
 * One binary operation on residues modulo a prime p, written with plain integers: `of(x, y, p)` may be any
 * integer, the task reduces it. `undefined` says that the pair has no answer (division by zero).
 */
interface ResidueOperation {
  readonly kind: 'residues';
  /** How a person writes it. */
  readonly formula: string;
  of(x: number, y: number, p: number): number | undefined;
}

/** One binary operation on a fixed set of `size` elements: it has no modulus. */
interface FiniteOperation {
  readonly kind: 'finite';
  readonly formula: string;
  readonly size: number;
  of(x: number, y: number): number;
}

/** y⁻¹ mod p for a prime p and y ≠ 0, by Fermat's little theorem: y^(p−2). */
function inverse(y: number, p: number): number {
  let result = 1;
  for (
    let power = p - 2, square = y % p;
    power > 0;
    power = Math.floor(power / 2), square = (square * square) % p
  )
    if (power % 2 === 1) result = (result * square) % p;
  return result;
}

/**
 * The operations of Power et al. 2022 (arXiv 2201.02177) that Clockwork trains on, by the name of the option
 * `op=`. All are over residues modulo p, but for `s5`: the composition of the permutations of five elements.
 */
export const OPERATIONS = {
  add: { kind: 'residues', formula: 'x + y', of: (x, y) => x + y },
  sub: { kind: 'residues', formula: 'x − y', of: (x, y) => x - y },
  mul: { kind: 'residues', formula: 'x × y', of: (x, y) => x * y },
  div: { kind: 'residues', formula: 'x ÷ y', of: (x, y, p) => (y === 0 ? undefined : x * inverse(y, p)) },
  'x2+xy+y2': { kind: 'residues', formula: 'x² + xy + y²', of: (x, y) => x * x + x * y + y * y },
  'x2+y2': { kind: 'residues', formula: 'x² + y²', of: (x, y) => x * x + y * y },
  'x3+xy': { kind: 'residues', formula: 'x³ + xy', of: (x, y) => x * x * x + x * y },
  s5: { kind: 'finite', formula: 'x ∘ y in S₅', size: PERMUTATIONS_OF_FIVE.length, of: composePermutations },
} as const satisfies Record<string, ResidueOperation | FiniteOperation>;

/** The name of an operation, as `op=` takes it. */
export type OperationName = keyof typeof OPERATIONS;

/** All names, in the order in which help texts list them. */
export const OPERATION_NAMES = Object.keys(OPERATIONS) as readonly OperationName[];

/** The operation of a name, with its kind. */
export function operation(name: OperationName): ResidueOperation | FiniteOperation {
  return OPERATIONS[name];
}

/** Whether a text is the name of an operation. */
export function isOperationName(text: string): text is OperationName {
  return Object.hasOwn(OPERATIONS, text);
}
