import type { PROBE_PARTS } from '../../analysis/clock-probes';
import type { Numbers } from '../../analysis/dft';
import { centredPower, fractionOfVarianceExplained, mean } from '../../analysis/fve';

export type ProbePart = (typeof PROBE_PARTS)[number];

/** The embeddings of the p numbers at one place of the input: token plus position, [p, dModel]. */
export interface Embedding {
  readonly p: number;
  readonly dModel: number;
  readonly values: Numbers;
}

/** One entry of the embedding over n = 0 … p−1, about its mean. */
export interface Entry {
  readonly entry: number;
  readonly values: Float64Array;
}

/** An entry and the weight that a probe gives it. */
export interface Term extends Entry {
  readonly weight: number;
}

/** A sparse probe as a sum that can be built up term by term. */
export interface Probe {
  readonly part: ProbePart;
  /** What it should read: cos or sin of 2πkn/p. */
  readonly target: Float64Array;
  /** The entries with a weight, the largest weight first. */
  readonly terms: readonly Term[];
  /** As recorded: what the probe reads, its R² against the target, and the Lasso penalty it was fitted with. */
  readonly readout: Float64Array;
  readonly r2: number;
  readonly alpha: number;
}

/** See {@link Entry}. The mean of an entry draws no wave: in a probe it goes into the intercept. */
export function entryOf({ p, dModel, values }: Embedding, entry: number): Entry {
  const column = Float64Array.from({ length: p }, (_, n) => values[n * dModel + entry] ?? Number.NaN);
  const centre = mean(column);
  return { entry, values: column.map((value) => value - centre) };
}

/** The vector of one number. */
export function embeddingOf({ dModel, values }: Embedding, n: number): Numbers {
  return values.slice(n * dModel, (n + 1) * dModel);
}

/** The values of the first and of the last colour of an embedding: zero in the middle. */
export function embeddingRange({ values }: Embedding): readonly [low: number, high: number] {
  const extreme = reach([values]);
  return [-extreme, extreme];
}

/** The terms of a probe, the largest weight first. */
export function termsOf(embedding: Embedding, weights: Numbers): Term[] {
  return Array.from(weights, (weight, entry) => ({ entry, weight }))
    .filter(({ weight }) => weight !== 0)
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .map(({ entry, weight }) => ({ ...entryOf(embedding, entry), weight }));
}

/** What a term adds to the sum. */
export function contribution({ weight, values }: Term): Float64Array {
  return values.map((value) => weight * value);
}

/** The first terms of a sum; of 2.5 the third counts half. */
export function partialSum(terms: readonly Term[], count: number, p: number): Float64Array {
  const shares = terms.map((_, i) => Math.min(1, Math.max(0, count - i)));
  return Float64Array.from({ length: p }, (_, n) =>
    terms.reduce((sum, { weight, values }, i) => sum + (shares[i] ?? 0) * weight * (values[n] ?? 0), 0),
  );
}

/**
 * How much of the target the first terms of the sum read, with the intercept that suits them best.
 *
 * The intercept of a least-squares fit makes the means agree, and the target's mean over all n is 0: entries about
 * their means need none.
 */
export function partialR2({ target, terms }: Pick<Probe, 'target' | 'terms'>, count: number): number {
  return fractionOfVarianceExplained(target, partialSum(terms, count, target.length));
}

/** The multiple of a wave that is closest to an entry, and how much of the entry's variance it explains. */
export function nearestWave(
  { values }: Entry,
  wave: Numbers,
): { readonly scale: number; readonly r2: number } {
  const product = values.reduce((sum, value, n) => sum + value * (wave[n] ?? 0), 0);
  const size = Array.from(wave, (value) => value ** 2).reduce((sum, square) => sum + square, 0);
  const scale = product / size;
  const total = centredPower(values);
  return { scale, r2: total > 0 ? (scale * product) / total : 0 };
}

/** The largest distance from zero among some curves. */
export function reach(curves: readonly Numbers[]): number {
  return Math.max(0, ...curves.flatMap((curve) => Array.from(curve, Math.abs)));
}
