import { describe, expect, it } from 'vitest';
import { createDft } from '../../src/analysis/dft';
import { basisRowName, cosRow, fourierBasis, sinRow } from '../../src/analysis/fourier-basis';
import { fourierNorms, frequencyNorms, frequencyShare } from '../../src/analysis/fourier-norms';
import { noise } from './synthetic';

describe('the Fourier basis', () => {
  it('is orthonormal for small and large, odd and even moduli', () => {
    for (const p of [3, 4, 7, 112, 113]) {
      const basis = fourierBasis(p);
      let worst = 0;
      for (let i = 0; i < p; i++) {
        for (let j = 0; j < p; j++) {
          let dot = 0;
          for (let n = 0; n < p; n++) dot += (basis[i * p + n] as number) * (basis[j * p + n] as number);
          worst = Math.max(worst, Math.abs(dot - (i === j ? 1 : 0)));
        }
      }
      expect(worst).toBeLessThan(1e-13);
    }
  });

  it('names its rows as the field does', () => {
    expect([0, 1, 2, 112].map(basisRowName)).toEqual(['const', 'cos 1', 'sin 1', 'sin 56']);
  });

  it('refuses a modulus too small for a wave and says so', () => {
    expect(() => fourierBasis(2)).toThrow(/at least 3.*p = 2/);
  });
});

describe('the transform', () => {
  it('equals the product with the basis in one dimension', () => {
    for (const p of [31, 4, 22]) {
      const basis = fourierBasis(p);
      const signal = noise(p, 1);
      const fast = createDft(p).forward(signal);
      for (let i = 0; i < p; i++) {
        let slow = 0;
        for (let n = 0; n < p; n++) slow += (basis[i * p + n] as number) * (signal[n] as number);
        expect(fast[i]).toBeCloseTo(slow, 12);
      }
    }
  });

  it('equals the double sum over the outer products in two dimensions', () => {
    const p = 11;
    const basis = fourierBasis(p);
    const surface = noise(p * p, 2);
    const fast = createDft(p).forward2d(surface);
    for (let i = 0; i < p; i++) {
      for (let j = 0; j < p; j++) {
        let slow = 0;
        for (let x = 0; x < p; x++)
          for (let y = 0; y < p; y++)
            slow +=
              (basis[i * p + x] as number) * (basis[j * p + y] as number) * (surface[x * p + y] as number);
        expect(fast[i * p + j]).toBeCloseTo(slow, 12);
      }
    }
  });

  it('is undone by its inverse in one and two dimensions', () => {
    for (const p of [112, 113]) {
      const dft = createDft(p);
      const signal = noise(p, 3);
      const surface = noise(p * p, 4);
      const back = dft.inverse(dft.forward(signal));
      const back2d = dft.inverse2d(dft.forward2d(surface));
      expect(Math.max(...back.map((v, i) => Math.abs(v - (signal[i] as number))))).toBeLessThan(1e-13);
      expect(Math.max(...back2d.map((v, i) => Math.abs(v - (surface[i] as number))))).toBeLessThan(1e-12);
    }
  });

  it('names the length that it expected', () => {
    expect(() => createDft(7).forward2d(new Float64Array(48))).toThrow(/49 numbers, but got 48/);
  });
});

describe('Fourier norms of a table', () => {
  const p = 13;
  const dft = createDft(p);

  it('find a cosine of frequency 3 in one dimension and a sine of 5 in another, whichever way the table lies', () => {
    const byRow = new Float64Array((p + 1) * 2);
    const byColumn = new Float64Array(2 * (p + 1));
    for (let n = 0; n < p; n++) {
      byRow[n * 2] = 4 * Math.cos((2 * Math.PI * 3 * n) / p);
      byRow[n * 2 + 1] = 3 * Math.sin((2 * Math.PI * 5 * n) / p);
      byColumn[n] = byRow[n * 2] as number;
      byColumn[p + 1 + n] = byRow[n * 2 + 1] as number;
    }
    byRow[p * 2] = 99; // the row of "=" must not count
    for (const norms of [
      fourierNorms(byRow, [p + 1, 2], 'rows', dft),
      fourierNorms(byColumn, [2, p + 1], 'columns', dft),
    ]) {
      expect(norms[cosRow(3)]).toBeCloseTo(4 * Math.sqrt(p / 2), 12);
      expect(norms[sinRow(5)]).toBeCloseTo(3 * Math.sqrt(p / 2), 12);
      expect(frequencyNorms(norms)[0]).toBeCloseTo(0, 12);
      expect(frequencyShare(norms, [3])).toBeCloseTo(16 / 25, 12);
    }
  });
});
