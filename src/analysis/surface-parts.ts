import type { Numbers } from './dft';
import { mean } from './fve';

/** The surface [x, y] about its mean over all pairs. */
export function aboutMean(surface: Numbers): Float64Array {
  const centre = mean(surface);
  return Float64Array.from(surface, (value) => value - centre);
}

/** The best sum f(x) + g(y) for a surface [x, y], about its mean: its row and column means. */
export function additivePart(surface: Numbers, p: number): Float64Array {
  const centre = mean(surface);
  const [rows, columns] = [new Float64Array(p), new Float64Array(p)];
  for (let x = 0; x < p; x++) {
    for (let y = 0; y < p; y++) {
      const value = ((surface[x * p + y] as number) - centre) / p;
      rows[x] = (rows[x] as number) + value;
      columns[y] = (columns[y] as number) + value;
    }
  }
  return Float64Array.from(
    { length: p * p },
    (_, i) => (rows[Math.floor(i / p)] as number) + (columns[i % p] as number),
  );
}

/** What a surface [x, y] has of x and y together: what no sum f(x) + g(y) gives. */
export function togetherPart(surface: Numbers, p: number): Float64Array {
  const [centred, additive] = [aboutMean(surface), additivePart(surface, p)];
  return centred.map((value, i) => value - (additive[i] as number));
}

/** The best function of x + y mod p for a surface [x, y], about its mean: the mean over each wrapped diagonal. */
export function sumPart(surface: Numbers, p: number): Float64Array {
  const centred = aboutMean(surface);
  const bySum = new Float64Array(p);
  const at = (i: number) => (Math.floor(i / p) + (i % p)) % p;
  for (let i = 0; i < centred.length; i++) {
    bySum[at(i)] = (bySum[at(i)] as number) + (centred[i] as number) / p;
  }
  return centred.map((_, i) => bySum[at(i)] as number);
}

/**
 * What functions of x + y explain of Σ weight·surface, for any weights: the fraction of variance.
 *
 * @param surfaces each [p, p]; @returns a function of the weights, cheap enough to follow an animation.
 */
export function sumShareOf(surfaces: readonly Numbers[], p: number): (weights: readonly number[]) => number {
  const whole = products(surfaces.map(aboutMean));
  const explained = products(surfaces.map((surface) => sumPart(surface, p)));
  return (weights) => {
    const total = quadratic(whole, weights);
    return total > 0 ? quadratic(explained, weights) / total : 1;
  };
}

/** The inner products of all surfaces with each other. */
function products(surfaces: readonly Float64Array[]): number[][] {
  return surfaces.map((a) =>
    surfaces.map((b) => a.reduce((sum, value, i) => sum + value * (b[i] as number), 0)),
  );
}

function quadratic(matrix: readonly (readonly number[])[], weights: readonly number[]): number {
  let sum = 0;
  matrix.forEach((row, i) => {
    row.forEach((value, j) => {
      sum += value * (weights[i] ?? 0) * (weights[j] ?? 0);
    });
  });
  return sum;
}
