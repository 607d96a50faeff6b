import { InputError } from '../errors';
import { activateAll } from './activation-function';
import { CONTEXT } from './architecture';
import { attentionPattern, attentionScores, blend, rowAt } from './attention';
import { addScaled, multiply } from './matrix';
import { type Network, outputTables, tableRows } from './network';
import { type Activation, extent, SITES, type Site } from './sites';
import type { FloatArray } from './weights';

/** Every pair of the table, in row-major order: also those that have no answer (÷ 0). */
export function everyPair(network: Pick<Network, 'size'>): Int32Array {
  return Int32Array.from({ length: network.size * network.size }, (_, pair) => pair);
}

/** The pairs (x, 0), (x, 1), … of one left operand. */
export function pairsOfRow({ size }: Pick<Network, 'size'>, x: number): Int32Array {
  return Int32Array.from({ length: size }, (_, y) => x * size + y);
}

/**
 * The float64 forward pass to one site.
 *
 * This is the definition of what the network computes: the analysis and the scenes read it from here, and the
 * training backends are tested against it. One site of all 12 769 pairs takes from milliseconds (pattern) to
 * about two seconds (logits) and 8 bytes a value: 52 MB for the 512 neurons.
 *
 * @param pairs - Pair indices `x * size + y`; all pairs of the table when left out.
 * @throws InputError when a pair is not in the table.
 */
export function activation(network: Network, site: Site, pairs: Int32Array = everyPair(network)): Activation {
  for (const pair of pairs)
    if (pair < 0 || pair >= network.size ** 2)
      throw new InputError(`pair ${pair} is not in the table of ${network.size} × ${network.size} pairs`);
  const shape = [pairs.length, ...SITES[site].map((dim) => extent(network, dim))];
  return { site, dims: ['pair', ...SITES[site]], shape, data: compute(network, site, pairs) };
}

function compute(network: Network, site: Site, pairs: Int32Array): Float64Array {
  switch (site) {
    case 'blocks.0.hook_resid_pre':
      return residualPre(network, pairs);
    case 'blocks.0.attn.hook_v':
      return valueVectors(network, pairs);
    case 'blocks.0.attn.hook_attn_scores':
      return attentionScores(network, pairs);
    case 'blocks.0.attn.hook_pattern':
      return attentionPattern(network, pairs);
    case 'blocks.0.attn.hook_z':
      return mixedValues(network, pairs);
    case 'blocks.0.hook_attn_out':
      return blend(network, pairs, outputTables(network), network.architecture.dModel);
    case 'blocks.0.hook_resid_mid':
      return residualMid(network, pairs);
    case 'blocks.0.mlp.hook_pre':
      return preActivations(network, pairs);
    case 'blocks.0.mlp.hook_post':
      return postActivations(network, pairs);
    case 'blocks.0.hook_mlp_out':
      return mlpOut(network, pairs);
    case 'blocks.0.hook_resid_post':
      return residualPost(network, pairs);
    case 'logits':
      return logits(network, pairs);
  }
}

function residualPre(network: Network, pairs: Int32Array): Float64Array {
  const { dModel } = network.architecture;
  const out = new Float64Array(pairs.length * CONTEXT * dModel);
  pairs.forEach((pair, i) => {
    network.residual.forEach((table, position) => {
      const row = rowAt(network, pair, position);
      addScaled(out, (i * CONTEXT + position) * dModel, table, row * dModel, dModel, 1);
    });
  });
  return out;
}

function valueVectors(network: Network, pairs: Int32Array): Float64Array {
  const { heads, dHead } = network.architecture;
  const out = new Float64Array(pairs.length * CONTEXT * heads * dHead);
  pairs.forEach((pair, i) => {
    network.values.forEach((table, position) => {
      const rows = tableRows(network, position);
      const row = rowAt(network, pair, position);
      for (let head = 0; head < heads; head++) {
        const at = ((i * CONTEXT + position) * heads + head) * dHead;
        addScaled(out, at, table, (head * rows + row) * dHead, dHead, 1);
      }
    });
  });
  return out;
}

function mixedValues(network: Network, pairs: Int32Array): Float64Array {
  const { heads, dHead } = network.architecture;
  const pattern = attentionPattern(network, pairs);
  const out = new Float64Array(pairs.length * heads * dHead);
  pairs.forEach((pair, i) => {
    network.values.forEach((table, position) => {
      const rows = tableRows(network, position);
      const row = rowAt(network, pair, position);
      for (let head = 0; head < heads; head++) {
        const attention = pattern[(i * heads + head) * CONTEXT + position] as number;
        addScaled(out, (i * heads + head) * dHead, table, (head * rows + row) * dHead, dHead, attention);
      }
    });
  });
  return out;
}

function residualMid(network: Network, pairs: Int32Array): Float64Array {
  return midResiduals(network)(pairs);
}

function preActivations(network: Network, pairs: Int32Array): Float64Array {
  return preActivationsOf(network)(pairs);
}

/** `blocks.0.hook_resid_mid` of any pairs, time after time: the tables are made once. */
export function midResiduals(network: Network): (pairs: Int32Array) => Float64Array {
  const tables = outputTables(network);
  const { dModel } = network.architecture;
  return (pairs) => blend(network, pairs, tables, dModel, network.residual[2]);
}

/**
 * `blocks.0.hook_resid_mid` of any pairs through a matrix, time after time: [pairs, columns]. The matrix goes into the
 * tables, so that a pair costs no product with it.
 *
 * @param matrix [dModel, columns]. @param bias [columns], added to each pair.
 */
export function midThrough(
  network: Network,
  matrix: FloatArray,
  columns: number,
  bias: FloatArray,
): (pairs: Int32Array) => Float64Array {
  const { dModel } = network.architecture;
  const base = multiply(network.residual[2], matrix, 1, dModel, columns, Float64Array.from(bias));
  const tables = outputTables(network, matrix, columns);
  return (pairs) => blend(network, pairs, tables, columns, base);
}

/** `blocks.0.mlp.hook_pre` of any pairs, time after time. */
export function preActivationsOf(network: Network): (pairs: Int32Array) => Float64Array {
  const { architecture, weights } = network;
  return midThrough(network, weights['blocks.0.mlp.W_in'], architecture.dMlp, weights['blocks.0.mlp.b_in']);
}

function postActivations(network: Network, pairs: Int32Array): Float64Array {
  const values = preActivations(network, pairs);
  return activateAll(network.architecture.activation, values, values);
}

/** Rows of `width` values, each a copy of `row`. */
function repeated(row: FloatArray, count: number): Float64Array {
  const out = new Float64Array(count * row.length);
  for (let i = 0; i < count; i++) out.set(row, i * row.length);
  return out;
}

function mlpOut(network: Network, pairs: Int32Array): Float64Array {
  const { architecture: a, weights } = network;
  const out = repeated(weights['blocks.0.mlp.b_out'], pairs.length);
  return multiply(
    postActivations(network, pairs),
    weights['blocks.0.mlp.W_out'],
    pairs.length,
    a.dMlp,
    a.dModel,
    out,
  );
}

function residualPost(network: Network, pairs: Int32Array): Float64Array {
  const out = mlpOut(network, pairs);
  addScaled(out, 0, residualMid(network, pairs), 0, out.length, 1);
  return out;
}

function logits(network: Network, pairs: Int32Array): Float64Array {
  const { architecture: a, weights } = network;
  const residual = residualPost(network, pairs);
  return multiply(residual, weights['unembed.W_U'], pairs.length, a.dModel, a.dVocabOut);
}
