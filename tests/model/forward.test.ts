import { describe, expect, it } from 'vitest';
import type { ArchitectureOptions } from '../../src/model/architecture';
import { activation, everyPair } from '../../src/model/forward';
import { foldNetwork } from '../../src/model/network';
import { referenceForward } from '../../src/model/reference';
import { SITES, type Site } from '../../src/model/sites';
import { operands } from '../../src/model/task';
import { relativeError, smallNetwork } from './random-network';

const LAST = 2;

describe('activation', () => {
  it.each<[string, ArchitectureOptions]>([
    ['ReLU', {}],
    ['GELU', { activation: 'gelu' }],
    ['a third of the attention', { attentionRate: 1 / 3 }],
  ])('agrees with the full three-position pass at every site to 1e-13: %s', (_, options) => {
    const { task, architecture, weights } = smallNetwork(options);
    const network = foldNetwork(architecture, weights);
    const traces = Array.from(everyPair(network), (pair) => {
      const { x, y } = operands(task, pair);
      return referenceForward(architecture, weights, [x, y, task.equals]);
    });
    type Trace = (typeof traces)[number];
    const lastOfHeads = (heads: Float64Array[][]) =>
      heads.flatMap((positions) => [...(positions[LAST] ?? [])]);
    const mlpOut = ({ final, mid }: Trace) =>
      Array.from(final[LAST] ?? [], (value, d) => value - (mid[LAST]?.[d] ?? Number.NaN));
    const attnOut = ({ mid, pre }: Trace) =>
      Array.from(mid[LAST] ?? [], (value, d) => value - (pre[LAST]?.[d] ?? Number.NaN));
    const scores = ({ query, key }: Trace) =>
      query.flatMap((positions, head) =>
        (key[head] ?? []).map((k) => {
          const q = positions[LAST] ?? new Float64Array();
          return k.reduce((sum, value, d) => sum + value * (q[d] ?? 0), 0) / Math.sqrt(architecture.dHead);
        }),
      );
    const expected: Record<Site, (trace: Trace) => ArrayLike<number>> = {
      'blocks.0.hook_resid_pre': ({ pre }) => pre.flatMap((x) => [...x]),
      'blocks.0.attn.hook_v': ({ value }) =>
        [0, 1, 2].flatMap((position) => value.flatMap((positions) => [...(positions[position] ?? [])])),
      'blocks.0.attn.hook_attn_scores': scores,
      'blocks.0.attn.hook_pattern': ({ pattern }) => lastOfHeads(pattern),
      'blocks.0.attn.hook_z': ({ z }) => lastOfHeads(z),
      'blocks.0.hook_attn_out': attnOut,
      'blocks.0.hook_resid_mid': ({ mid }) => mid[LAST] ?? [],
      'blocks.0.mlp.hook_pre': ({ hidden }) => hidden[LAST] ?? [],
      'blocks.0.mlp.hook_post': ({ post }) => post[LAST] ?? [],
      'blocks.0.hook_mlp_out': mlpOut,
      'blocks.0.hook_resid_post': ({ final }) => final[LAST] ?? [],
      logits: ({ logits }) => logits[LAST] ?? [],
    };
    for (const site of Object.keys(SITES) as Site[]) {
      const { data, shape, dims } = activation(network, site);
      expect(dims.length).toBe(shape.length);
      expect(data.length, site).toBe(shape.reduce((product, side) => product * side, 1));
      const wanted = traces.flatMap((trace) => Array.from(expected[site](trace)));
      expect(relativeError(wanted, data), site).toBeLessThan(1e-13);
    }
  });

  it('reads only the pairs that it is asked for, in their order', () => {
    const { architecture, weights } = smallNetwork();
    const network = foldNetwork(architecture, weights);
    const all = activation(network, 'logits').data;
    const columns = architecture.dVocabOut;
    const some = activation(network, 'logits', Int32Array.from([40, 3])).data;
    expect([...some]).toEqual([
      ...all.subarray(40 * columns, 41 * columns),
      ...all.subarray(3 * columns, 4 * columns),
    ]);
  });

  it('refuses a pair outside the table', () => {
    const { architecture, weights } = smallNetwork();
    const network = foldNetwork(architecture, weights);
    expect(() => activation(network, 'logits', Int32Array.from([49]))).toThrow(
      'pair 49 is not in the table of 7 × 7',
    );
  });
});

describe('foldNetwork', () => {
  it('names the weight whose size does not fit', () => {
    const { architecture, weights } = smallNetwork();
    const wrong = { ...weights, 'unembed.W_U': new Float64Array(3) };
    expect(() => foldNetwork(architecture, wrong)).toThrow(
      'unembed.W_U holds 3 values, the architecture needs 48',
    );
  });
});
