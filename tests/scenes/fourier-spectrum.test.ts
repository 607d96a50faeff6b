import { describe, expect, it } from 'vitest';
import { centreOfMass } from '../../src/nodes/winding-geometry';
import { rowPlaces } from '../../src/scenes/fourier/layout';
import { above, linesOf, normsAt, recordedAt, spectrumOf } from '../../src/scenes/fourier/spectrum';

const p = 31;
const values = Float64Array.from(
  { length: p },
  (_, n) =>
    4 +
    3 * Math.cos((2 * Math.PI * 5 * n) / p + 1) +
    0.5 * Math.sin((2 * Math.PI * 12 * n) / p) +
    0.1 * (n % 3),
);

describe('the spectra of the chapter "fourier"', () => {
  it('have as amplitude twice the distance of the centre of mass, for every number of windings', () => {
    const { wave, amplitudes } = spectrumOf(values);
    expect(amplitudes).toHaveLength((p - 1) / 2);
    amplitudes.forEach((amplitude, i) => {
      expect(2 * Math.hypot(...centreOfMass(wave, i + 1))).toBeCloseTo(amplitude, 10);
    });
  });

  it('name the strongest frequency and the share of the variance that it holds', () => {
    const { top, share, amplitudes, wave } = spectrumOf(values);
    expect(top).toBe(5);
    const variance = wave.reduce((sum, value) => sum + value ** 2, 0) / p;
    expect(share).toBeCloseTo((amplitudes[4] ?? 0) ** 2 / 2 / variance, 10);
  });

  it('are as recorded at a recorded step, and on the straight way between two', () => {
    const recorded = {
      steps: [0, 10, 30],
      norms: [Float64Array.of(4, 0), Float64Array.of(2, 1), Float64Array.of(0, 5)],
    };
    expect([...normsAt(recorded, 0)]).toEqual([4, 0]);
    expect([...normsAt(recorded, 10)]).toEqual([2, 1]);
    expect([...normsAt(recorded, 20)]).toEqual([1, 3]);
    expect([...normsAt(recorded, 30)]).toEqual([0, 5]);
    expect([9.9, 10, 29, 99].map((step) => recordedAt(recorded, step))).toEqual([0, 1, 1, 2]);
  });

  it('have a line at three times the median and one at a quarter of the highest', () => {
    const norms = Float64Array.of(1, 9, 2, 1, 3);
    expect(linesOf(norms)).toEqual({ background: 6, strongest: 2.25 });
    expect(above(norms, 6)).toEqual([2]);
  });

  it('stand in rows that do not leave their place', () => {
    for (const count of [1, 3, 5]) {
      const { pitch, middles } = rowPlaces(count);
      expect((middles[0] ?? 0) - pitch / 2).toBeGreaterThanOrEqual(-440 - 1e-9);
      expect((middles.at(-1) ?? 0) + pitch / 2).toBeLessThanOrEqual(375 + 1e-9);
    }
  });
});
