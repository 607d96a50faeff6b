import { describe, expect, it } from 'vitest';
import { emptiestRoom } from '../../src/nodes/plot-room';

const inside = { left: -700, top: -100, width: 1400, height: 400 };

describe('room for a panel', () => {
  it('is found between two curves, and the clearance is what is left', () => {
    const tracks = [
      { x: [-700, 700], y: [-60, -60] },
      { x: [-700, 0, 0.5, 700], y: [-20, -20, 280, 280] },
    ];
    const { left, top, clearance } = emptiestRoom(inside, { width: 500, height: 200 }, tracks);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left + 500).toBeLessThanOrEqual(700);
    expect(clearance).toBe(70);
    expect(top).toBe(10);
  });

  it('counts the segments between distant points, not the points alone', () => {
    const diagonal = [{ x: [-700, 700], y: [-100, 300] }];
    const { left, top } = emptiestRoom(inside, { width: 400, height: 150 }, diagonal);
    const height = (x: number) => -100 + ((x + 700) * 400) / 1400;
    const covered = height(left) < top + 150 && height(left + 400) > top;
    expect(covered).toBe(false);
  });

  it('says by a negative clearance that a panel must cover a curve', () => {
    const wave = [{ x: [-700, -350, 0, 350, 700], y: [-100, 300, -100, 300, -100] }];
    expect(emptiestRoom(inside, { width: 1200, height: 300 }, wave).clearance).toBeLessThan(0);
  });
});
