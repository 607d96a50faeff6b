import { describe, expect, it } from 'vitest';
import { piecesOf, stretchesOf } from '../../src/render/pieces';

describe('the pieces of a film', () => {
  it('are cut at multiples of their length, wherever the range begins', () => {
    const whole = piecesOf({ from: 0, to: 250 }, 100);
    expect(whole).toEqual([
      { from: 0, to: 100 },
      { from: 100, to: 200 },
      { from: 200, to: 250 },
    ]);
    // A part of the film finds the whole pieces of the film.
    expect(piecesOf({ from: 30, to: 230 }, 100)).toEqual([
      { from: 30, to: 100 },
      { from: 100, to: 200 },
      { from: 200, to: 230 },
    ]);
    expect(piecesOf({ from: 120, to: 121 }, 100)).toEqual([{ from: 120, to: 121 }]);
  });

  it('are drawn without a break where they touch', () => {
    const pieces = piecesOf({ from: 0, to: 400 }, 100).filter(({ from }) => from !== 200);
    expect(stretchesOf(pieces)).toEqual([
      { from: 0, to: 200 },
      { from: 300, to: 400 },
    ]);
  });
});
