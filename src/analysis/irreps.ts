import { composePermutations, PERMUTATIONS_OF_FIVE } from '../model/permutations';
import type { FloatArray } from '../model/weights';
import { character, cycleType, type Partition, partitionName, partitionsOf } from './symmetric-characters';

/** An irreducible representation of S₅, seen through its character. */
export interface Irrep {
  readonly shape: Partition;
  /** Its partition, `4+1`. */
  readonly name: string;
  readonly dimension: number;
  /** χ(g) for every element in the order of the task, [120]. Real, and the same for g and g⁻¹. */
  readonly characters: Float64Array;
}

const ORDER = PERMUTATIONS_OF_FIVE.length;

/** The seven irreducible representations of S₅, of dimensions 1, 4, 5, 6, 5, 4, 1: from the trivial one to the sign. */
export const IRREPS: readonly Irrep[] = partitionsOf(5).map((shape) => {
  const characters = Float64Array.from(PERMUTATIONS_OF_FIVE, (g) => character(shape, cycleType(g)));
  return { shape, name: partitionName(shape), dimension: character(shape, [1, 1, 1, 1, 1]), characters };
});

/** The names of {@link IRREPS} in their order. */
export const IRREP_NAMES = IRREPS.map(({ name }) => name);

/** The index of g⁻¹ for every element g. */
export const INVERSES = Int32Array.from({ length: ORDER }, (_, g) => {
  const permutation = PERMUTATIONS_OF_FIVE[g] ?? [];
  const inverse = permutation.map((__, place) => permutation.indexOf(place));
  return PERMUTATIONS_OF_FIVE.findIndex((other) => other.join() === inverse.join());
});

/** The index of g ∘ h⁻¹ for all pairs, [g, h]. */
export const QUOTIENTS = Int32Array.from({ length: ORDER * ORDER }, (_, pair) =>
  composePermutations(Math.floor(pair / ORDER), INVERSES[pair % ORDER] ?? 0),
);

/**
 * The projection on one isotypic component of functions on the group, [120, 120]: P[g, h] = (d/|G|)·χ(g ∘ h⁻¹).
 * The seven of them are orthogonal and add up to the identity (Serre, Linear Representations, 2.6).
 */
export function isotypicProjection({ dimension, characters }: Irrep): Float64Array {
  return Float64Array.from(QUOTIENTS, (quotient) => (dimension / ORDER) * (characters[quotient] as number));
}

/**
 * The power of some functions on the group in each isotypic component, in the order of {@link IRREPS}.
 *
 * ‖P f‖² = fᵀPf depends on the inner products of the values alone: Σ_gh P[g, h]·⟨f(g), f(h)⟩.
 *
 * @param values [120, width]: `width` functions, or one with values in vectors.
 */
export function isotypicPowers(values: FloatArray, width: number): Float64Array {
  // Σ of ⟨f(g), f(h)⟩ over all pairs with the same quotient: all that a character can tell apart.
  const byQuotient = new Float64Array(ORDER);
  for (let g = 0; g < ORDER; g++) {
    for (let h = 0; h < ORDER; h++) {
      let dot = 0;
      for (let i = 0; i < width; i++) {
        dot += (values[g * width + i] as number) * (values[h * width + i] as number);
      }
      const quotient = QUOTIENTS[g * ORDER + h] as number;
      byQuotient[quotient] = (byQuotient[quotient] as number) + dot;
    }
  }
  return Float64Array.from(IRREPS, ({ dimension, characters }) => {
    const sum = byQuotient.reduce((all, value, g) => all + value * (characters[g] as number), 0);
    return Math.max(0, (dimension / ORDER) * sum);
  });
}

/** Powers as shares of their sum; zeros where there is no power. */
export function sharesOf(powers: Float64Array): Float64Array {
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => (total === 0 ? 0 : power / total));
}
