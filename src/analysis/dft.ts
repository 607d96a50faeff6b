import { InputError } from '../errors';
import { highestFrequency } from './fourier-basis';

/** Numbers in memory: what every measure accepts. Computation is in float64 whatever comes in. */
export type Numbers = Float64Array | Float32Array;

/**
 * The discrete Fourier transform to and from the orthonormal real basis of `fourier-basis.ts`.
 *
 * In two dimensions coefficient [i, j] belongs to the outer product of basis row i in x with basis row j in y.
 * The tables are computed once per p, so one `Dft` serves any number of surfaces.
 */
export interface Dft {
  readonly p: number;
  /** Coefficients [p] of a signal [p]. */
  forward(signal: Numbers): Float64Array;
  /** The signal [p] with the given coefficients [p]. */
  inverse(coefficients: Numbers): Float64Array;
  /** Coefficients [p, p] of a surface [x, y]. */
  forward2d(surface: Numbers): Float64Array;
  /** The surface [x, y] with the given coefficients [p, p]. */
  inverse2d(coefficients: Numbers): Float64Array;
}

/**
 * Makes the transform for one modulus.
 *
 * A real signal splits into an even and an odd half (f(n) ± f(p−n)), cosines see only the first and sines only
 * the second, so one transform costs p²/2 multiplications and a surface costs p³.
 * For even p both n = p/2 and k = p/2 stand alone: the middle has no partner to pair with, the row no sine.
 * Throws {@link InputError} when p is too small or an input has the wrong length.
 */
export function createDft(p: number): Dft {
  const half = highestFrequency(p);
  const middle = p % 2 === 0 ? p / 2 : 0;
  const top = middle === 0 ? half : middle;
  const size = top + 1;
  const cosTable = new Float64Array(size * size);
  const sinTable = new Float64Array(size * size);
  for (let k = 0; k <= top; k++) {
    // The constant row (and the alternating one) has norm 1/√p, the others √(2/p): folded into the table.
    const scale = Math.sqrt((k === 0 || k === middle ? 1 : 2) / p);
    for (let n = 0; n <= top; n++) {
      const angle = (2 * Math.PI * ((k * n) % p)) / p;
      cosTable[k * size + n] = scale * Math.cos(angle);
      sinTable[k * size + n] = scale * Math.sin(angle);
    }
  }
  const even = new Float64Array(size);
  const odd = new Float64Array(size);

  /** Transforms `source[from … from+p)` and writes coefficient i to `target[to + i·stride]`. */
  function forwardInto(source: Numbers, from: number, target: Float64Array, to: number, stride: number) {
    even[0] = source[from] as number;
    for (let n = 1; n <= half; n++) {
      const left = source[from + n] as number;
      const right = source[from + p - n] as number;
      even[n] = left + right;
      odd[n] = left - right;
    }
    if (middle > 0) {
      even[middle] = source[from + middle] as number;
      odd[middle] = 0;
    }
    for (let k = 0; k <= top; k++) {
      let cosSum = (cosTable[k * size] as number) * (even[0] as number);
      let sinSum = 0;
      for (let n = 1, at = k * size + 1; n <= top; n++, at++) {
        cosSum += (cosTable[at] as number) * (even[n] as number);
        sinSum += (sinTable[at] as number) * (odd[n] as number);
      }
      if (k === 0) target[to] = cosSum;
      else {
        target[to + (2 * k - 1) * stride] = cosSum;
        if (k <= half) target[to + 2 * k * stride] = sinSum;
      }
    }
  }

  /** The transpose of `forwardInto`, which is its inverse because the basis is orthonormal. */
  function inverseInto(source: Numbers, from: number, target: Float64Array, to: number, stride: number) {
    even.fill(0);
    odd.fill(0);
    for (let k = 0; k <= top; k++) {
      const cosPart = source[from + (k === 0 ? 0 : 2 * k - 1)] as number;
      const sinPart = k === 0 || k > half ? 0 : (source[from + 2 * k] as number);
      if (cosPart === 0 && sinPart === 0) continue;
      for (let n = 0, at = k * size; n <= top; n++, at++) {
        even[n] = (even[n] as number) + cosPart * (cosTable[at] as number);
        odd[n] = (odd[n] as number) + sinPart * (sinTable[at] as number);
      }
    }
    target[to] = even[0] as number;
    if (middle > 0) target[to + middle * stride] = even[middle] as number;
    for (let n = 1; n <= half; n++) {
      target[to + n * stride] = (even[n] as number) + (odd[n] as number);
      target[to + (p - n) * stride] = (even[n] as number) - (odd[n] as number);
    }
  }

  /** Row by row with a transposed write, twice: both axes are transformed and the orientation is restored. */
  function twice(apply: typeof forwardInto, source: Numbers): Float64Array {
    const rows = new Float64Array(p * p);
    const both = new Float64Array(p * p);
    for (let x = 0; x < p; x++) apply(source, x * p, rows, x, p);
    for (let j = 0; j < p; j++) apply(rows, j * p, both, j, p);
    return both;
  }

  function once(apply: typeof forwardInto, source: Numbers): Float64Array {
    const out = new Float64Array(p);
    apply(source, 0, out, 0, 1);
    return out;
  }

  return {
    p,
    forward: (signal) => once(forwardInto, checkLength(signal, p, 'a signal')),
    inverse: (coefficients) => once(inverseInto, checkLength(coefficients, p, 'coefficients')),
    forward2d: (surface) => twice(forwardInto, checkLength(surface, p * p, 'a surface')),
    inverse2d: (coefficients) => twice(inverseInto, checkLength(coefficients, p * p, 'coefficients')),
  };
}

function checkLength(values: Numbers, expected: number, what: string): Numbers {
  if (values.length !== expected) {
    throw new InputError(`The transform expects ${what} of ${expected} numbers, but got ${values.length}.`);
  }
  return values;
}
