import { describe, expect, it } from 'vitest';
import { clipped, cuesOf, sceneMarks, webVtt } from '../../src/render/cues';

const marks = sceneMarks(
  [
    { scene: 'a', frame: 0 },
    { scene: 'b', frame: 100 },
  ],
  150,
);
const said = [
  { scene: 'a', frame: 10, text: 'one' },
  { scene: 'a', frame: 40, text: '' },
  { scene: 'a', frame: 60, text: 'two' },
  { scene: 'b', frame: 120, text: 'three' },
];

describe('cues', () => {
  it('hold until the next line, an empty one, or the end of their scene', () => {
    expect(cuesOf(said, marks)).toEqual([
      { scene: 'a', text: 'one', from: 10, to: 40 },
      { scene: 'a', text: 'two', from: 60, to: 100 },
      { scene: 'b', text: 'three', from: 120, to: 150 },
    ]);
  });

  it('are not there for no frame: a line replaced at once, or said as its scene ends', () => {
    const lines = [
      { scene: 'a', frame: 10, text: 'gone' },
      { scene: 'a', frame: 10, text: 'stays' },
      { scene: 'a', frame: 100, text: 'late' },
    ];
    expect(cuesOf(lines, marks).map(({ text }) => text)).toEqual(['stays']);
  });

  it('are cut at the ends of a range, and count from its start', () => {
    expect(clipped(cuesOf(said, marks), { from: 20, to: 121 })).toEqual([
      { scene: 'a', text: 'one', from: 0, to: 20 },
      { scene: 'a', text: 'two', from: 40, to: 80 },
      { scene: 'b', text: 'three', from: 100, to: 101 },
    ]);
  });

  it('become WebVTT that no text can break out of', () => {
    const text = 'a --> b\n\n<i>c & d';
    expect(webVtt([{ scene: 'a', text, from: 1, to: 216_030 }], 60)).toBe(
      'WEBVTT\n\n00:00:00.017 --> 01:00:00.500\na --&gt; b\n&lt;i&gt;c &amp; d\n',
    );
  });
});
