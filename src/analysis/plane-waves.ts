import { createDft, type Dft, type Numbers } from './dft';
import { cosRow, highestFrequency, sinRow } from './fourier-basis';

/**
 * What a wave depends on: `row` on x alone (it changes from row to row of the surface [x, y]), `column` on y
 * alone, `sum` on x + y, `difference` on x − y, `other` on a mixture of two frequencies.
 */
export type PlaneWaveKind = 'row' | 'column' | 'sum' | 'difference' | 'other';

/**
 * One plane wave, amplitude·cos(2π(kx·x + ky·y)/p + phase).
 *
 * A coefficient of the 2-D DFT and its complex conjugate are one wave. The wave is named by the member with
 * kx > 0, or kx = 0 and ky > 0, and ky is signed: −(p−1)/2 … (p−1)/2.
 */
export interface PlaneWave {
  readonly kx: number;
  readonly ky: number;
  /** 2·|F(kx, ky)|/p², in the unit of the surface, never negative. */
  readonly amplitude: number;
  /** arg F(kx, ky), radians in (−π, π]. */
  readonly phase: number;
  readonly kind: PlaneWaveKind;
}

/**
 * A surface as its mean and its waves, strongest first: for odd p the mean and all waves together are the surface.
 * For even p the alternating components (−1)ˣ, (−1)ʸ are left out of the waves, but not of the power.
 */
export interface PlaneWaveTable {
  readonly p: number;
  readonly mean: number;
  /** The power about the mean, over all pairs. */
  readonly power: number;
  readonly waves: readonly PlaneWave[];
}

/** The kind of the wave (kx, ky), with kx and ky as {@link PlaneWave} states them. */
export function planeWaveKind(kx: number, ky: number): PlaneWaveKind {
  if (ky === 0) return 'row';
  if (kx === 0) return 'column';
  if (kx === ky) return 'sum';
  if (kx === -ky) return 'difference';
  return 'other';
}

/**
 * Every plane wave of a surface [x, y], strongest first.
 *
 * @param surface shape [p, p].
 * @param dft the transform for this p, when several surfaces share it.
 */
export function planeWaves(surface: Numbers, p: number, dft: Dft = createDft(p)): PlaneWaveTable {
  const c = dft.forward2d(surface);
  const at = (i: number, j: number) => c[i * p + j] as number;
  const top = highestFrequency(p);
  const waves: PlaneWave[] = [];
  // F = Σ f·e^{−iθ}, so cos parts count as they are and sin parts with −i. On an axis 2|F|/p² is (√2/p)·|a|;
  // off the axes the products cos·cos … of the basis join to the waves of the sum and of the difference.
  const add = (kx: number, ky: number, real: number, imaginary: number, scale: number) => {
    waves.push({
      kx,
      ky,
      amplitude: scale * Math.hypot(real, imaginary),
      phase: Math.atan2(imaginary, real),
      kind: planeWaveKind(kx, ky),
    });
  };
  for (let k = 1; k <= top; k++) {
    add(k, 0, at(cosRow(k), 0), -at(sinRow(k), 0), Math.SQRT2 / p);
    add(0, k, at(0, cosRow(k)), -at(0, sinRow(k)), Math.SQRT2 / p);
    for (let j = 1; j <= top; j++) {
      const cc = at(cosRow(k), cosRow(j));
      const cs = at(cosRow(k), sinRow(j));
      const sc = at(sinRow(k), cosRow(j));
      const ss = at(sinRow(k), sinRow(j));
      add(k, j, cc - ss, -(sc + cs), 1 / p);
      add(k, -j, cc + ss, -(sc - cs), 1 / p);
    }
  }
  waves.sort((a, b) => b.amplitude - a.amplitude);
  const power = c.reduce((sum, value, i) => (i === 0 ? 0 : sum + value * value), 0);
  return { p, mean: at(0, 0) / p, power, waves };
}

/** The height of one wave at (x, y). */
export function waveAt(wave: Omit<PlaneWave, 'kind'>, x: number, y: number, p: number): number {
  return wave.amplitude * Math.cos((2 * Math.PI * (wave.kx * x + wave.ky * y)) / p + wave.phase);
}

/** The surface [x, y] of mean plus waves. */
export function reconstruct(
  waves: readonly Omit<PlaneWave, 'kind'>[],
  mean: number,
  p: number,
): Float64Array {
  const surface = new Float64Array(p * p).fill(mean);
  for (const wave of waves) {
    for (let x = 0; x < p; x++) {
      for (let y = 0; y < p; y++) {
        // Angles are reduced mod p first: integers are exact, large cosine arguments are not.
        const turns = (((wave.kx * x + wave.ky * y) % p) + p) % p;
        const at = x * p + y;
        surface[at] =
          (surface[at] as number) + wave.amplitude * Math.cos((2 * Math.PI * turns) / p + wave.phase);
      }
    }
  }
  return surface;
}

/**
 * The fraction of the variance of the table's surface that some of its own waves explain.
 *
 * Waves are orthogonal and a wave of amplitude A has power p²A²/2, so it is a ratio of sums of A².
 * 1 for a surface without variance, which needs no wave.
 */
export function explainedByWaves(table: PlaneWaveTable, chosen: readonly PlaneWave[]): number {
  const squares = chosen.reduce((sum, wave) => sum + wave.amplitude ** 2, 0);
  return table.power <= 0 ? 1 : (squares * table.p ** 2) / 2 / table.power;
}
