import { describe, expect, it } from 'vitest';
import {
  cellCentre,
  cellGap,
  coarsestStep,
  fittingCell,
  lookBetween,
  tableMiddle,
  visibleCells,
} from '../../src/nodes/pair-table-geometry';

const whole = { p: 113, width: 791, height: 791, cell: 7, focus: tableMiddle(113) };
const close = { p: 113, width: 19 * 88, height: 9 * 88, cell: 88, focus: [82, 92] as [number, number] };

describe('the window over a table of pairs', () => {
  it('shows all of a table that fits, the pair (0, 0) lower left and (p − 1, p − 1) upper right', () => {
    expect(visibleCells(whole)).toEqual({ columns: { first: 0, last: 112 }, rows: { first: 0, last: 112 } });
    expect(cellCentre(whole, 0, 0)).toEqual({ x: -392, y: 392 });
    expect(cellCentre(whole, 112, 112)).toEqual({ x: 392, y: -392 });
  });

  it('draws every cell that is partly inside, and none that is wholly outside', () => {
    for (const focus of [
      [82, 92],
      [81.6, 90.2],
      [1, 110],
      [0, 0],
    ] as const) {
      const view = { ...close, focus };
      const { columns, rows } = visibleCells(view);
      for (let x = 0; x < view.p; x++) {
        for (let y = 0; y < view.p; y++) {
          const at = cellCentre(view, x, y);
          // A cell that only touches the edge may be counted or not: nothing of it is seen.
          const outside = Math.max(Math.abs(at.x) - view.width / 2, Math.abs(at.y) - view.height / 2);
          const counted = x >= columns.first && x <= columns.last && y >= rows.first && y <= rows.last;
          if (outside < view.cell / 2 - 1e-6) expect(counted).toBe(true);
          if (outside > view.cell / 2 + 1e-6) expect(counted).toBe(false);
        }
      }
    }
  });

  it('leaves room between cells, but never more than a seventh of them', () => {
    for (const cell of [2, 7, 13, 40, 88]) {
      expect(cellGap(cell)).toBeGreaterThan(0);
      expect(cellGap(cell)).toBeLessThanOrEqual(cell / 7);
    }
  });

  it('fits tables of every size into the room that they have', () => {
    for (const p of [3, 59, 113, 397]) {
      expect(p * fittingCell(p, 800)).toBeLessThanOrEqual(800);
      expect(p * fittingCell(p, 800)).toBeGreaterThan(0.7 * 800);
    }
  });

  it('zooms by equal factors, and moves what both looks see on a straight line', () => {
    const place = (t: number) => cellCentre(lookBetween(whole, close, t), 82, 92);
    expect(lookBetween(whole, close, 0)).toEqual({ cell: 7, focus: whole.focus });
    expect(lookBetween(whole, close, 1).cell).toBeCloseTo(88, 9);
    expect(place(1).x).toBeCloseTo(0, 9);
    expect(lookBetween(whole, close, 0.5).cell).toBeCloseTo(Math.sqrt(7 * 88), 9);
    const [from, way] = [place(0), lookBetween(whole, close, 0.4)];
    const between = cellCentre(way, 82, 92);
    expect(between.x / between.y).toBeCloseTo(from.x / from.y, 9);
    expect(Math.abs(between.x)).toBeLessThan(Math.abs(from.x));
  });

  it('moves evenly where it does not zoom', () => {
    expect(lookBetween(whole, { cell: 7, focus: [0, 112] }, 0.25)).toEqual({ cell: 7, focus: [42, 70] });
  });

  it('writes the round numbers of a ruler before those between', () => {
    expect([0, 50, 30, 15, 7, 100].map(coarsestStep)).toEqual([100, 50, 10, 5, 1, 100]);
  });
});
