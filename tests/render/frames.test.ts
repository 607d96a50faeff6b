import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors';
import {
  frameAt,
  framesOf,
  momentText,
  ownRange,
  parseMoment,
  parseRange,
  spreadFrames,
} from '../../src/render/frames';

describe('moments', () => {
  it('are seconds, shares or frames', () => {
    expect(parseMoment('3.5s')).toEqual({ unit: 'seconds', value: 3.5 });
    expect(parseMoment('50%')).toEqual({ unit: 'share', value: 0.5 });
    expect(parseMoment('120')).toEqual({ unit: 'frames', value: 120 });
  });

  it('are written as they were read', () => {
    const percents = Array.from({ length: 101 }, (_, i) => `${i}%`);
    for (const text of [...percents, '99.9%', '3.5s', '0.1s', '120']) {
      expect(momentText(parseMoment(text))).toBe(text);
    }
  });

  it.each(['', 's', '-1s', '1.5', '101%', '1e3s', '2s..3s', 'half'])(
    'refuse "%s" and say what is valid',
    (text) => {
      expect(() => parseMoment(text)).toThrow(InputError);
      expect(() => parseMoment(text)).toThrow('3.5s');
    },
  );

  it('name the frame on show: a frame that starts at a time is on show at that time, for every frame', () => {
    for (const fps of [24, 25, 30, 50, 60]) {
      for (let frame = 0; frame < 1000; frame++) {
        expect(frameAt({ unit: 'seconds', value: frame / fps }, fps, 1000)).toBe(frame);
      }
    }
  });

  it('end with the last frame: at 100 % and at the very end of the film', () => {
    expect(frameAt(parseMoment('100%'), 60, 120)).toBe(119);
    expect(frameAt(parseMoment('2s'), 60, 120)).toBe(119);
    expect(frameAt(parseMoment('0%'), 60, 120)).toBe(0);
  });

  it('outside the film are errors that say how long it is', () => {
    expect(() => frameAt(parseMoment('3s'), 60, 120)).toThrow('120 frames, 2 s at 60 fps');
    expect(() => frameAt(parseMoment('120'), 60, 120)).toThrow(InputError);
  });
});

describe('ranges', () => {
  it('end before the frame they name: a second holds as many frames as the rate says, wherever it starts', () => {
    for (const fps of [24, 25, 30, 60]) {
      for (let start = 0; start < 50; start++) {
        const { from, to } = framesOf(parseRange(`${start}s..${start + 1}s`), fps, 60 * fps);
        expect([from, to - from]).toEqual([start * fps, fps]);
      }
    }
  });

  it('of every boundary f/fps are exactly f frames long, where a ceiling would gain one', () => {
    for (let frame = 1; frame < 2000; frame++) {
      const range = { from: parseMoment('0s'), to: { unit: 'seconds', value: frame / 60 } } as const;
      expect(framesOf(range, 60, 2000)).toEqual({ from: 0, to: frame });
    }
  });

  it('are the whole film if none is given', () => {
    expect(framesOf(undefined, 60, 77)).toEqual({ from: 0, to: 77 });
  });

  it.each(['2s', '2s..', '5s..2s', '2s..2s', '2s..120', '1..2..3'])('refuse "%s"', (text) => {
    expect(() => parseRange(text)).toThrow(InputError);
  });

  it('that reach past the end are errors', () => {
    expect(() => framesOf(parseRange('1s..3s'), 60, 120)).toThrow('2 s at 60 fps');
  });
});

describe('spreadFrames', () => {
  it('takes the middle of each share', () => {
    expect(spreadFrames({ from: 0, to: 100 }, 4)).toEqual([12, 37, 62, 87]);
    expect(spreadFrames({ from: 10, to: 11 }, 3)).toEqual([10, 10, 10]);
  });
});

describe("the range of a project's own settings", () => {
  it('is what Motion Canvas would film, less the frame that begins at its end', () => {
    expect(ownRange({ from: 0.25, to: 1 }, 12, 18)).toEqual({ from: 3, to: 12 });
    // The editor keeps moments a little before their frame.
    expect(ownRange({ from: 0.5 - 1e-6, to: 1.5 - 1e-6 }, 30, 90)).toEqual({ from: 15, to: 45 });
  });

  it('ends with the scenes, and is all of them where it lies outside', () => {
    expect(ownRange({ from: 1 }, 30, 90)).toEqual({ from: 30, to: 90 });
    expect(ownRange({ from: 1, to: 9 }, 30, 90)).toEqual({ from: 30, to: 90 });
    expect(ownRange({ from: 5, to: 9 }, 30, 90)).toEqual({ from: 0, to: 90 });
  });
});
