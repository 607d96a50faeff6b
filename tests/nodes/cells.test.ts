import { describe, expect, it } from 'vitest';
import { aroundOne, firstAndLast, inTurn, placeOf, slotOffset } from '../../src/nodes/cells';

describe('the cells that are shown of a long vector', () => {
  it('are the first ones and the last, with one ellipsis', () => {
    expect(firstAndLast(128, 5)).toEqual([0, 1, 2, null, 127]);
    expect(firstAndLast(4, 5)).toEqual([0, 1, 2, 3]);
  });

  it('hold a chosen one between its neighbours, in as many places wherever it is', () => {
    expect(aroundOne(114, 82, 11)).toEqual([0, 1, 2, 3, null, 81, 82, 83, null, 112, 113]);
    for (let chosen = 0; chosen < 114; chosen++) {
      const slots = aroundOne(114, chosen, 11);
      const shown = slots.filter((slot) => slot !== null);
      expect(slots).toHaveLength(11);
      expect(shown).toEqual([...new Set(shown)].sort((a, b) => a - b));
      expect(shown).toEqual(expect.arrayContaining([0, chosen, 113]));
      for (const [i, slot] of slots.entries()) {
        // An ellipsis stands for two entries or more.
        if (slot === null) expect((slots[i + 1] ?? 0) - (slots[i - 1] ?? 0)).toBeGreaterThan(2);
      }
    }
  });

  it('lie around the middle, and an entry that is not shown lies at its ellipsis', () => {
    const slots = firstAndLast(128, 5);
    expect(slots.map((_, place) => slotOffset(slots, place, 10))).toEqual([-20, -10, 0, 10, 20]);
    expect(placeOf(slots, 2)).toBe(2);
    expect(placeOf(slots, 60)).toBe(3);
    expect(placeOf(slots, 127)).toBe(4);
  });

  it('light up one after the other', () => {
    expect([0, 1, 2].map((n) => inTurn(0, n, 3))).toEqual([0, 0, 0]);
    expect([0, 1, 2].map((n) => inTurn(1, n, 3))).toEqual([1, 1, 1]);
    expect(inTurn(0.5, 0, 3)).toBeGreaterThan(inTurn(0.5, 1, 3));
  });
});
