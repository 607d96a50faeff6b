import { describe, expect, it } from 'vitest';
import { mixFilter, soundsIn, trackUnder } from '../../src/render/soundtrack';

describe('the soundtrack of a part', () => {
  it('begins inside a sound that began before, in the sound’s own seconds', () => {
    const [half] = soundsIn([{ source: 'a', at: 2, start: 1, playbackRate: 2 }], { from: 5, to: 10 });
    // Three seconds are over; at twice the speed that is six of the file, after the one that was trimmed.
    expect(half).toMatchObject({ at: 0, start: 7, until: 5 });
  });

  it('leaves out what is over before it, and what begins after it', () => {
    const sounds = [
      { source: 'over', at: 0, end: 2 },
      { source: 'late', at: 10 },
      { source: 'in', at: 9 },
    ];
    expect(soundsIn(sounds, { from: 5, to: 10 }).map(({ source }) => source)).toEqual(['in']);
  });

  it('cuts off the beginning of a track that starts before the film', () => {
    expect(soundsIn([{ source: 'a', at: -1.5 }], { from: 0, to: 4 })).toMatchObject([{ at: 0, start: 1.5 }]);
  });
});

it('scenes that are played alone keep the part of the track that is theirs', () => {
  const whole = [
    { scene: 'a', from: 0, to: 60 },
    { scene: 'b', from: 60, to: 90 },
    { scene: 'c', from: 90, to: 150 },
  ];
  const chosen = [
    { scene: 'b', from: 0, to: 30 },
    { scene: 'c', from: 30, to: 90 },
  ];
  const parts = trackUnder({ source: 'track', at: 0.5 }, whole, chosen, 30);
  expect(parts).toMatchObject([
    { at: 0, start: 1.5, until: 1 },
    { at: 1, start: 2.5, until: 3 },
  ]);
});

it('a mix is as long as the film to the sample, and places sounds to the sample', () => {
  const sounds = [{ source: 'a', path: 'a.wav', at: 0.25, gain: -6, playbackRate: 0.5 }];
  const filter = mixFilter({ sounds, seconds: 89 / 30 }, 1);
  expect(filter).toContain('adelay=delays=12000S');
  expect(filter).toContain('volume=-6dB');
  expect(filter).toContain('asetrate=24000');
  expect(filter).toContain(`apad,atrim=end_sample=${Math.round((89 / 30) * 48_000)}`);
});
