import { describe, expect, it } from 'vitest';
import { createDft } from '../../src/analysis/dft';
import { productFormula, waveFormula } from '../../src/analysis/formula';
import { fractionOfVarianceExplained } from '../../src/analysis/fve';
import {
  explainedByWaves,
  type PlaneWave,
  planeWaves,
  reconstruct,
  waveAt,
} from '../../src/analysis/plane-waves';
import { noise, surfaceOf } from './synthetic';

const p = 113;
const dft = createDft(p);
const w = (k: number) => (2 * Math.PI * k) / p;

describe('the plane waves of a surface', () => {
  it('are the waves that it was made of, with amplitude, phase and kind, strongest first', () => {
    const surface = surfaceOf(
      p,
      (x, y) =>
        0.5 +
        2 * Math.cos(w(4) * (x + y) - 0.516) +
        1.5 * Math.cos(w(4) * (x - y) + 3) +
        1 * Math.cos(w(8) * x + 2.653) +
        0.75 * Math.cos(w(56) * y - 1) +
        0.5 * Math.cos(w(3) * x - w(50) * y + 1),
    );
    const table = planeWaves(surface, p, dft);
    expect(table.mean).toBeCloseTo(0.5, 12);
    expect(table.waves).toHaveLength((p * p - 1) / 2);
    const found = table.waves.slice(0, 5).map(({ kx, ky, kind, amplitude, phase }) => ({
      kx,
      ky,
      kind,
      amplitude: Number(amplitude.toFixed(10)),
      phase: Number(phase.toFixed(10)),
    }));
    expect(found).toEqual([
      { kx: 4, ky: 4, kind: 'sum', amplitude: 2, phase: -0.516 },
      { kx: 4, ky: -4, kind: 'difference', amplitude: 1.5, phase: 3 },
      { kx: 8, ky: 0, kind: 'row', amplitude: 1, phase: 2.653 },
      { kx: 0, ky: 56, kind: 'column', amplitude: 0.75, phase: -1 },
      { kx: 3, ky: -50, kind: 'other', amplitude: 0.5, phase: 1 },
    ]);
    expect(table.waves[5]?.amplitude).toBeLessThan(1e-12);
  });

  it('agree with the definition 2·|F|/p² and arg F of the complex transform', () => {
    const q = 11;
    const surface = noise(q * q, 5);
    for (const wave of planeWaves(surface, q).waves.slice(0, 20)) {
      let re = 0;
      let im = 0;
      for (let x = 0; x < q; x++)
        for (let y = 0; y < q; y++) {
          const angle = (-2 * Math.PI * (wave.kx * x + wave.ky * y)) / q;
          re += (surface[x * q + y] as number) * Math.cos(angle);
          im += (surface[x * q + y] as number) * Math.sin(angle);
        }
      expect(wave.amplitude).toBeCloseTo((2 * Math.hypot(re, im)) / q ** 2, 12);
      expect(wave.phase).toBeCloseTo(Math.atan2(im, re), 10);
    }
  });

  it('all together with the mean are the surface again', () => {
    const q = 13;
    const surface = noise(q * q, 6);
    const { mean, waves } = planeWaves(surface, q);
    const back = reconstruct(waves, mean, q);
    expect(Math.max(...back.map((v, i) => Math.abs(v - (surface[i] as number))))).toBeLessThan(1e-12);
  });

  it('explain the share of variance that subtracting them leaves unexplained', () => {
    const q = 13;
    const surface = noise(q * q, 7);
    const table = planeWaves(surface, q);
    const some = table.waves.slice(0, 4);
    const direct = fractionOfVarianceExplained(surface, reconstruct(some, table.mean, q));
    expect(explainedByWaves(table, some)).toBeCloseTo(direct, 12);
    expect(direct).toBeGreaterThan(0.05);
    expect(direct).toBeLessThan(0.9);
  });

  it('stand at the height that the formula gives', () => {
    const wave = { kx: 2, ky: -3, amplitude: 1.5, phase: 0.25 };
    expect(waveAt(wave, 5, 7, 113)).toBeCloseTo(1.5 * Math.cos((2 * Math.PI * (10 - 21)) / 113 + 0.25), 14);
  });
});

describe('formulas', () => {
  const wave = (kx: number, ky: number, kind: PlaneWave['kind'], amplitude: number, phase: number) => ({
    kx,
    ky,
    kind,
    amplitude,
    phase,
  });

  it('take the common frequency out of the bracket', () => {
    expect(waveFormula(wave(4, -4, 'difference', 0.26, 0))).toEqual({
      amplitude: 0.26,
      piMultiple: 8,
      x: 1,
      y: -1,
      phase: 0,
    });
    expect(waveFormula(wave(0, 8, 'column', 1, 1))).toMatchObject({ piMultiple: 16, x: 0, y: 1 });
    expect(waveFormula(wave(4, 6, 'other', 1, 1))).toMatchObject({ piMultiple: 4, x: 2, y: 3 });
  });

  it('write 0.354·cos(w(x+y) − 0.516) + 0.260·cos(w(x−y)) as a product and a remainder, exactly', () => {
    const sum = wave(4, 4, 'sum', 0.354, -0.516);
    const difference = wave(4, -4, 'difference', 0.26, 0);
    const product = productFormula(sum, difference);
    expect(product).toMatchObject({ k: 4, amplitude: 0.52, phaseX: -0.258, phaseY: -0.258 });
    expect(product.remainder.amplitude).toBeCloseTo(0.094, 12);
    for (const [x, y] of [
      [0, 0],
      [17, 90],
      [112, 3],
    ] as const) {
      const waves = waveAt(sum, x, y, p) + waveAt(difference, x, y, p);
      const asProduct =
        product.amplitude * Math.cos(w(4) * x + product.phaseX) * Math.cos(w(4) * y + product.phaseY) +
        waveAt(product.remainder, x, y, p);
      expect(asProduct).toBeCloseTo(waves, 12);
    }
  });

  it('refuse to call two waves of different frequency a product', () => {
    expect(() => productFormula(wave(4, 4, 'sum', 1, 0), wave(5, -5, 'difference', 1, 0))).toThrow(
      /\(k, −k\)/,
    );
  });
});

describe('the ReLU makes products', () => {
  it('fits ReLU(1/(2√p) + cos wx + cos wy), k = 42, with 9.190, 6.807, 6.807, 3.566 and R² 0.966, 0.849 without the product', () => {
    const row = (n: number) => Math.sqrt(2 / p) * Math.cos(w(42) * n);
    const surface = surfaceOf(p, (x, y) => Math.max(0, 0.5 / Math.sqrt(p) + row(x) + row(y)));
    const c = dft.forward2d(surface);
    const [i, j] = [83, 83]; // the row of cos 42
    const at = (a: number, b: number) => c[a * p + b] as number;
    expect([at(0, 0), at(i, 0), at(0, j), at(i, j)].map((v) => Number(v.toFixed(3)))).toEqual([
      9.19, 6.807, 6.807, 3.566,
    ]);
    const kept = (...cells: [number, number][]) => {
      const only = new Float64Array(p * p);
      for (const [a, b] of cells) only[a * p + b] = at(a, b);
      return fractionOfVarianceExplained(surface, dft.inverse2d(only));
    };
    expect(kept([0, 0], [i, 0], [0, j], [i, j])).toBeCloseTo(0.966, 3);
    expect(kept([0, 0], [i, 0], [0, j])).toBeCloseTo(0.849, 3);
  });
});
