/** The powers 1, g, g², … of g mod p until they return to 1. */
export function powersOf(g: number, p: number): Int32Array {
  const powers: number[] = [];
  for (let power = 1; powers.length === 0 || power !== 1; power = (power * g) % p) powers.push(power);
  return Int32Array.from(powers);
}

/**
 * The smallest generator of the non-zero residues mod a prime p: every one of them is a power of it, and
 * multiplying is adding exponents mod p − 1. Throws a RangeError when p is not a prime.
 */
export function primitiveRoot(p: number): number {
  for (let g = 1; g < p; g++) {
    if (greatestCommonDivisor(g, p) === 1 && powersOf(g, p).length === p - 1) return g;
  }
  throw new RangeError(`${p} is not a prime: its residues have no generator.`);
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
