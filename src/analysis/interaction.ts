import { activate } from '../model/activation-function';
import { activation, type Site } from '../model/forward';
import type { Network } from '../model/network';
import type { FloatArray } from '../model/weights';
import { cosRow, fourierBasis, sinRow } from './fourier-basis';

/** The places where products of x and y might be made, in the order of the computation. */
export const PRODUCT_SITES = [
  'blocks.0.hook_attn_out',
  'blocks.0.mlp.hook_pre',
  'blocks.0.mlp.hook_post',
] as const satisfies readonly Site[];

/** How the variance at one site divides between functions of x or y alone and what needs both. */
export interface Interaction {
  /** Share of the variance that is no sum of a function of x and a function of y. Assumes nothing about waves. */
  readonly interaction: number;
  /** Share in products cos or sin w_k x times cos or sin w_k y of the key frequencies: the part that makes sums. */
  readonly keyProducts: number;
  /** Share in single waves cos or sin w_k x, cos or sin w_k y of the key frequencies. */
  readonly keyWaves: number;
}

/**
 * Divides the variance at a site, summed over its dimensions.
 *
 * @param values [p², width] over all pairs.
 */
export function measureInteraction(
  values: FloatArray,
  width: number,
  p: number,
  keys: readonly number[],
): Interaction {
  const { additive, total } = additivePower(values, width, p);
  if (total === 0) return { interaction: 0, keyProducts: 0, keyWaves: 0 };
  const { products, waves } = keyPower(values, width, p, keys);
  return { interaction: 1 - additive / total, keyProducts: products / total, keyWaves: waves / total };
}

/**
 * {@link measureInteraction} at each of {@link PRODUCT_SITES}.
 *
 * @param pre the pre-activations of all pairs, when somebody has them already.
 */
export function measureInteractions(
  network: Network,
  keys: readonly number[],
  pre: Float64Array = activation(network, 'blocks.0.mlp.hook_pre').data,
): Interaction[] {
  const { dModel, dMlp, activation: name } = network.architecture;
  const written = activation(network, 'blocks.0.hook_attn_out').data;
  const post = pre.map((value) => activate(name, value));
  const measure = (values: FloatArray, width: number) =>
    measureInteraction(values, width, network.size, keys);
  return [measure(written, dModel), measure(pre, dMlp), measure(post, dMlp)];
}

/** The part of values [p², width] that is a function of x plus a function of y: row mean + column mean − mean. */
export function additivePart(values: FloatArray, width: number, p: number): Float64Array {
  const { rows, columns, means } = marginals(values, width, p);
  const out = new Float64Array(values.length);
  for (let x = 0; x < p; x++) {
    for (let y = 0; y < p; y++) {
      const at = (x * p + y) * width;
      for (let i = 0; i < width; i++) {
        out[at + i] =
          (rows[x * width + i] as number) + (columns[y * width + i] as number) - (means[i] as number);
      }
    }
  }
  return out;
}

function marginals(values: FloatArray, width: number, p: number) {
  const rows = new Float64Array(p * width);
  const columns = new Float64Array(p * width);
  const means = new Float64Array(width);
  for (let x = 0; x < p; x++) {
    for (let y = 0; y < p; y++) {
      for (let i = 0; i < width; i++) {
        const value = (values[(x * p + y) * width + i] as number) / p;
        rows[x * width + i] = (rows[x * width + i] as number) + value;
        columns[y * width + i] = (columns[y * width + i] as number) + value;
        means[i] = (means[i] as number) + value / p;
      }
    }
  }
  return { rows, columns, means };
}

/** The power about the mean of each dimension, and the part of it in functions of x alone and of y alone. */
function additivePower(values: FloatArray, width: number, p: number): { additive: number; total: number } {
  const { rows, columns, means } = marginals(values, width, p);
  let additive = 0;
  for (let at = 0; at < rows.length; at++) {
    const centre = means[at % width] as number;
    additive += p * (((rows[at] as number) - centre) ** 2 + ((columns[at] as number) - centre) ** 2);
  }
  let total = 0;
  for (let from = 0; from < values.length; from += width) {
    for (let i = 0; i < width; i++) total += ((values[from + i] as number) - (means[i] as number)) ** 2;
  }
  return { additive, total };
}

/** The power in the Fourier components of the keys: products (both axes) and single waves (one axis). */
function keyPower(values: FloatArray, width: number, p: number, keys: readonly number[]) {
  const basis = fourierBasis(p);
  const component = [0, ...keys.flatMap((k) => [cosRow(k), sinRow(k)])];
  const overX = project(values, basis, component, p, p * width);
  let products = 0;
  let waves = 0;
  component.forEach((_, i) => {
    // Row i holds Σ_x basis·value for each y and dimension; the same projection along y finishes it.
    const both = project(overX.subarray(i * p * width, (i + 1) * p * width), basis, component, p, width);
    component.forEach((__, j) => {
      if (i === 0 && j === 0) return;
      const sameKey = Math.ceil(i / 2) === Math.ceil(j / 2);
      if (i > 0 && j > 0 && !sameKey) return;
      let power = 0;
      for (let d = 0; d < width; d++) power += (both[j * width + d] as number) ** 2;
      if (i > 0 && j > 0) products += power;
      else waves += power;
    });
  });
  return { products, waves };
}

/** Σ_n basis[row, n]·values[n, ·] for some basis rows: [rows, stride]. */
function project(
  values: FloatArray,
  basis: Float64Array,
  rows: readonly number[],
  p: number,
  stride: number,
): Float64Array {
  const out = new Float64Array(rows.length * stride);
  rows.forEach((row, i) => {
    for (let n = 0; n < p; n++) {
      const factor = basis[row * p + n] as number;
      for (let at = 0; at < stride; at++) {
        out[i * stride + at] =
          (out[i * stride + at] as number) + factor * (values[n * stride + at] as number);
      }
    }
  });
  return out;
}
