import { describe, expect, it } from 'vitest';
import { costLine, summary } from '../../../src/cli/bench/draw';

const quick = { seconds: 0, play: 1, draw: 4, paint: 5 };
const slow = { seconds: 1, play: 1, draw: 80, paint: 9 };

describe('what the frames of a scene cost', () => {
  it('is their mean, and the stretch that takes longest altogether', () => {
    const cost = summary('dial', [quick, slow, { ...quick, seconds: 2, paint: 14 }]);
    expect(cost.slowest).toBe(slow);
    expect(cost.mean.play).toBe(1);
    expect(cost.mean.draw).toBeCloseTo(88 / 3, 12);
    expect(cost.mean.paint).toBeCloseTo(28 / 3, 12);
  });

  it('is told as frames a second with the parts of the work', () => {
    expect(costLine(summary('dial', [quick]))).toBe(
      'dial               100.0 frames/s (play 1.0 + draw 4.0 + paint 5.0 ms); ' +
        'slowest 100.0 at 0.0 s (play 1.0 + draw 4.0 + paint 5.0 ms)',
    );
  });

  it('is nothing for a scene that is shorter than a look at it', () => {
    expect(() => summary('blink', [])).toThrow(/blink/);
  });
});
