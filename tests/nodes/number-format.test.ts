import { describe, expect, it } from 'vitest';
import { groupDigits, magnitude, percent, tickLabel } from '../../src/nodes/number-format';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('numbers in the film', () => {
  it('are grouped in threes', () => {
    expect([0, 999, 1234, 1_234_567].map((n) => plain(groupDigits(n)))).toEqual([
      '0',
      '999',
      '1 234',
      '1 234 567',
    ]);
  });

  it('say 100 % only of all, and never round up to it', () => {
    expect([1, 0.9999, 0.07, 0.00885].map((share) => plain(percent(share)))).toEqual([
      '100.0 %',
      '99.9 %',
      '7.0 %',
      '0.8 %',
    ]);
    expect(plain(percent(Math.fround(0.2), 0))).toBe('20 %');
  });

  it('keep two digits at any size', () => {
    expect([29.9, 9.96, 4.77, 0.996, 0.834, 0.0996, 0.013, 1.234e-7, 0].map(magnitude)).toEqual([
      '30',
      '10',
      '4.8',
      '1.0',
      '0.83',
      '0.10',
      '0.013',
      '1.2×10^−7',
      '0',
    ]);
  });

  it('stand at ticks without trailing digits', () => {
    expect([0, 5000, 0.5, 0.01, 1e-3, 1e-6].map((n) => plain(tickLabel(n)))).toEqual([
      '0',
      '5 000',
      '0.5',
      '0.01',
      '10^−3',
      '10^−6',
    ]);
  });
});
