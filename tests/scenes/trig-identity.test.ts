import { describe, expect, it } from 'vitest';
import { type PlaneWave, planeWaves, reconstruct } from '../../src/analysis/plane-waves';
import { InputError } from '../../src/errors';
import { Run } from '../../src/recording/run';
import { folderSource } from '../../src/recording/source-node';
import { combinationTex, identity, identityTex, neuronTex } from '../../src/scenes/trig-identity/formulas';
import { diagonalParts, loadTrig, products } from '../../src/scenes/trig-identity/load';
import { combinationWeights, leftCurve, lessOfSecond } from '../../src/scenes/trig-identity/weights';

const largest = (values: Float64Array) => Math.max(...values.map(Math.abs));

function mixed(fields: readonly { readonly data: Float64Array }[], weights: readonly number[]): Float64Array {
  return (fields[0]?.data ?? new Float64Array()).map((_, i) =>
    fields.reduce((sum, { data }, n) => sum + (weights[n] ?? 0) * (data[i] ?? 0), 0),
  );
}

function wave(surface: Float64Array, p: number, kx: number, ky: number): PlaneWave {
  const found = planeWaves(surface, p).waves.find((w) => w.kx === kx && w.ky === ky);
  if (found === undefined) throw new Error(`no wave (${kx}, ${ky})`);
  return found;
}

describe('the identity as it is drawn', () => {
  const [p, k] = [59, 4];
  const { cosCos, sinSin } = products(p, k);
  const along = (kx: number, ky: number, amplitude: number) =>
    reconstruct([{ kx, ky, amplitude, phase: 0 }], 0, p);

  it('takes the second product away, and what is left is cos(w(x + y)) at every pair', () => {
    const left = mixed([cosCos, sinSin], lessOfSecond(1));
    expect(largest(left.map((v, i) => v - (along(k, k, 1)[i] ?? 9)))).toBeLessThan(1e-12);
    // With a plus it would be the wave of x − y: the sign decides.
    const wrong = mixed([cosCos, sinSin], [1, 1]);
    expect(largest(wrong.map((v, i) => v - (along(k, -k, 1)[i] ?? 9)))).toBeLessThan(1e-12);
  });

  it('keeps its minus in the line of the last frame, between the two products', () => {
    const minus = identityTex.indexOf('-');
    expect(minus).toBeGreaterThan(identityTex.indexOf(identity.cosCos));
    expect(minus).toBeLessThan(identityTex.indexOf(identity.sinSin));
    expect(identityTex.match(/[-+]/g)).toEqual(['-', '+']);
  });

  it('shows each product as half a wave of x + y and half a wave of x − y', () => {
    const [cc, ss] = [diagonalParts(cosCos), diagonalParts(sinSin)];
    const off = (drawn: Float64Array, expected: Float64Array) =>
      largest(drawn.map((v, i) => v - (expected[i] ?? 9)));
    expect(off(cc.sum.data, along(k, k, 0.5))).toBeLessThan(1e-12);
    expect(off(cc.difference.data, along(k, -k, 0.5))).toBeLessThan(1e-12);
    expect(off(ss.sum.data, along(k, k, -0.5))).toBeLessThan(1e-12);
    expect(off(ss.difference.data, along(k, -k, 0.5))).toBeLessThan(1e-12);
  });
});

describe('the two neurons of the default run as they are drawn', async () => {
  const run = await Run.open(folderSource('default'));
  const data = await loadTrig(run);
  const { p, k, first, second, ratio, ownRatio } = data;

  it('stand as what x and y make together: the whole less a sum f(x) + g(y)', () => {
    for (const { whole, additive, together } of [first, second]) {
      const left = mixed([whole, additive], [1, -1]);
      expect(largest(left.map((v, i) => v - (together.data[i] ?? 9)))).toBeLessThan(1e-12);
      for (const axis of [wave(together.data, p, k, 0), wave(together.data, p, 0, k)]) {
        expect(axis.amplitude).toBeLessThan(1e-12);
      }
    }
  });

  it('have formulas made of the same numbers, which explain what is written of the sheet', () => {
    for (const neuron of [first, second]) {
      const model = reconstruct([neuron.sum, neuron.difference], 0, p);
      const power = (values: Float64Array) => values.reduce((sum, v) => sum + v * v, 0);
      const rest = neuron.together.data.map((v, i) => v - (model[i] ?? 0));
      expect(1 - power(rest) / power(neuron.together.data)).toBeCloseTo(neuron.explained, 10);
      const [sumLine, differenceLine] = neuronTex(neuron, p);
      expect(sumLine).toContain(neuron.sum.amplitude.toFixed(2));
      expect(differenceLine).toContain(neuron.difference.amplitude.toFixed(2));
    }
  });

  it('are combined with a minus so that the wave of x − y is gone, and the residual on the screen is what is left', () => {
    expect(combinationTex('r')).toContain('n_1 - ');
    for (const r of [0, ratio / 2, ratio, ownRatio]) {
      const drawn = mixed([first.together, second.together], combinationWeights(r));
      expect(wave(drawn, p, k, -k).amplitude).toBeCloseTo(data.leftAt(r), 10);
    }
    expect(data.leftAt(ratio)).toBeLessThan(0.02 * data.leftAt(0));
    expect(Math.min(...Array.from(leftCurve(data).values))).toBeGreaterThanOrEqual(
      data.leftAt(ratio) - 1e-12,
    );
    const made = mixed([first.together, second.together], combinationWeights(ratio));
    expect(wave(made, p, k, k).amplitude).toBeCloseTo(data.combined.amplitude, 12);
    expect(data.shareAt(ratio)).toBeGreaterThan(0.9);
  });

  it('become, with all the others, an output that depends on x + y', () => {
    const only = (n: number) => data.choirs.map((_, i) => (i === n ? 1 : 0));
    const [two, cluster, all] = [0, 1, 2].map((n) => data.choirShare(only(n)));
    expect(two).toBeLessThan(cluster ?? 0);
    expect(all).toBeGreaterThan(0.95);
  });

  it('belong to addition: another operation is refused by name', async () => {
    const other = Object.create(run, {
      manifest: { value: { ...run.manifest, task: { ...run.manifest.task, operation: 'sub' } } },
    }) as Run;
    await expect(loadTrig(other)).rejects.toThrow(InputError);
  });
});
