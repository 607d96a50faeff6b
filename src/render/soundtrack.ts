import type { SceneMark } from './cues';
import type { Sound } from './sounds';

/** A sound with its file on this machine, in seconds of the film. */
export interface PlacedSound extends Sound {
  readonly path: string;
}

/** Everything that is heard in a film. */
export interface Soundtrack {
  readonly sounds: readonly PlacedSound[];
  /** Length of the film: the soundtrack is as long. */
  readonly seconds: number;
}

/** A stretch of seconds. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Sounds as they are heard in a part of what they were placed in: shifted, and cut off at its ends. */
export function soundsIn<T extends Sound>(sounds: readonly T[], { from, to }: Stretch): T[] {
  const seconds = to - from;
  return sounds.flatMap((sound) => {
    const shifted = sound.at - from;
    const until = Math.min(seconds, (sound.until ?? Number.POSITIVE_INFINITY) - from);
    const missed = Math.max(0, -shifted) * (sound.playbackRate ?? 1);
    const start = (sound.start ?? 0) + missed;
    const at = Math.max(0, shifted);
    if (at >= until || (sound.end !== undefined && start >= sound.end)) return [];
    return [{ ...sound, at, start, until }];
  });
}

/**
 * A project's track where only some of its scenes are played: each scene keeps the part of the track that plays
 * under it when the whole project is played.
 *
 * @param whole - Stretches of the scenes in the whole project.
 * @param chosen - Stretches of the scenes that are played. Both in frames.
 */
export function trackUnder(
  track: Sound,
  whole: readonly SceneMark[],
  chosen: readonly SceneMark[],
  fps: number,
): Sound[] {
  return chosen.flatMap((mark) => {
    const there = whole.find(({ scene }) => scene === mark.scene);
    if (there === undefined) return [];
    const from = there.from / fps;
    const here = soundsIn([track], { from, to: from + (mark.to - mark.from) / fps });
    const shift = mark.from / fps;
    return here.map((sound) => ({
      ...sound,
      at: sound.at + shift,
      until: (sound.until ?? 0) + shift,
    }));
  });
}

/** Samples a second of every soundtrack. */
export const SAMPLE_RATE = 48_000;

/** ffmpeg's filters that mix a soundtrack out of its inputs, of which the first has this number; gives `[sound]`. */
export function mixFilter({ sounds, seconds }: Soundtrack, firstInput: number): string {
  const chains = sounds.map((sound, i) => {
    const { at, start = 0, end, gain = 0, playbackRate = 1, until = seconds } = sound;
    const samples = (value: number) => Math.round(value * SAMPLE_RATE);
    const steps = [
      `aresample=${SAMPLE_RATE}`,
      // Left and right stay; a lone channel is heard on both sides at its own level, which is not ffmpeg's custom.
      'pan=stereo|FL=FC+FL|FR=FC+FR',
      `atrim=start_sample=${samples(start)}${end === undefined ? '' : `:end_sample=${samples(end)}`}`,
      'asetpts=PTS-STARTPTS',
      ...(playbackRate === 1 ? [] : [`asetrate=${SAMPLE_RATE * playbackRate},aresample=${SAMPLE_RATE}`]),
      ...(gain === 0 ? [] : [`volume=${gain}dB`]),
      `adelay=delays=${samples(at)}S:all=1`,
      `atrim=end_sample=${samples(until)}`,
    ];
    return `[${firstInput + i}:a:0]${steps.join(',')}[sound${i}]`;
  });
  const inputs = sounds.map((_, i) => `[sound${i}]`).join('');
  const length = `apad,atrim=end_sample=${Math.round(seconds * SAMPLE_RATE)}`;
  return `${chains.join(';')};${inputs}amix=inputs=${sounds.length}:normalize=0,${length}[sound]`;
}
