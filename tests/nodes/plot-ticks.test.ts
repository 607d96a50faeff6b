import { describe, expect, it } from 'vitest';
import type { Span } from '../../src/nodes/plot-scale';
import { axisTicks } from '../../src/nodes/plot-ticks';

const gap = 150;
const labelled = (span: Span, logness: number, length: number, rests?: readonly number[]) =>
  axisTicks(span, logness, length, gap, rests).filter(({ minor, opacity }) => !minor && opacity > 0);
const spanTo = (total: number): Span => ({ linear: [0, total], log: [1, total] });

describe('the ticks of an axis', () => {
  it('are 1, 2 or 5 times a power of ten on a linear axis, as fine as there is room', () => {
    expect(labelled(spanTo(20_000), 0, 1370).map(({ value }) => value)).toEqual([
      0, 5000, 10_000, 15_000, 20_000,
    ]);
    expect(labelled(spanTo(4_500), 0, 1370).map(({ value }) => value)).toEqual(
      Array.from({ length: 10 }, (_, i) => 500 * i),
    );
  });

  it('are powers of ten on a logarithmic axis, and every second one where there is less room', () => {
    expect(labelled(spanTo(20_000), 1, 1370).map(({ value }) => value)).toEqual([1, 10, 100, 1000, 10_000]);
    const loss: Span = { linear: [0, 25], log: [1e-7, 100] };
    expect(labelled(loss, 1, 900).map(({ value }) => value)).toEqual([1e-6, 1e-4, 1e-2, 1, 100]);
  });

  it('are written in full wherever an axis rests', () => {
    for (let total = 100; total < 200_000; total *= 1.07) {
      for (const logness of [0, 1]) {
        for (const { opacity } of labelled(spanTo(total), logness, 1370)) expect(opacity).toBe(1);
      }
    }
  });

  it('never overlap, at no length and at no moment of the morph', () => {
    for (let total = 300; total < 100_000; total *= 1.9) {
      for (let length = 300; length <= 1500; length += 240) {
        for (let t = 0; t <= 1; t += 0.04) {
          const places = labelled(spanTo(total), t, length, [300, 1500]).map(({ unit }) => unit * length);
          for (let i = 1; i < places.length; i++) {
            expect((places[i] as number) - (places[i - 1] as number)).toBeGreaterThanOrEqual(0.79 * gap);
          }
        }
      }
    }
  });

  it('change their visibility without a jump while the axis morphs', () => {
    const at = (t: number) =>
      new Map(
        axisTicks(spanTo(20_000), t, 1370, gap).map((tick) => [`${tick.minor} ${tick.value}`, tick.opacity]),
      );
    const step = 1 / 400;
    for (let t = 0; t + step <= 1; t += step) {
      const [before, after] = [at(t), at(t + step)];
      for (const key of new Set([...before.keys(), ...after.keys()])) {
        expect(Math.abs((after.get(key) ?? 0) - (before.get(key) ?? 0)), `${key} at ${t}`).toBeLessThan(0.06);
      }
    }
  });

  it('of a logarithmic axis do not show on a linear one, however small they are', () => {
    const loss: Span = { linear: [0, 25], log: [1e-7, 100] };
    for (const t of [0, 0.05, 0.3]) {
      for (const { value } of axisTicks(loss, t, 466, 84)) expect([0, 5, 10, 15, 20, 25]).toContain(value);
    }
  });

  it('never stand outside the axis', () => {
    const loss: Span = { linear: [0, 25], log: [1e-7, 100] };
    for (let t = 0; t <= 1; t += 0.02) {
      for (const { unit, opacity } of axisTicks(loss, t, 466, 84)) {
        if (opacity > 0.5) expect(Math.abs(unit - 0.5)).toBeLessThan(0.53);
      }
    }
  });

  it('of two resting lengths fade into each other, and those of both stay', () => {
    const share: Span = { linear: [0, 1.05], log: [0.001, 1] };
    const at = (length: number) =>
      axisTicks(share, 0, length, 84, [226, 740]).filter(({ opacity }) => opacity > 0);
    expect(at(740).map(({ value }) => value)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(at(226).map(({ value }) => value)).toEqual([0, 0.5, 1]);
    for (let length = 226; length <= 740; length += 10) {
      const shown = at(length);
      expect(shown.filter(({ opacity }) => opacity === 1).map(({ value }) => value)).toEqual(
        expect.arrayContaining([0, 1]),
      );
    }
  });
});
