import type { FrameRange } from './frames';

/** A line that a scene said while it was played: from this frame on it holds; an empty one only ends the last. */
export interface Said {
  readonly scene: string;
  readonly frame: number;
  readonly text: string;
}

/** A line with the frames during which it holds, the end exclusive. */
export interface Cue extends FrameRange {
  readonly scene: string;
  readonly text: string;
}

/** Where each scene begins, in frames. */
export type SceneStarts = readonly { readonly scene: string; readonly frame: number }[];

/** A scene's stretch of the film: a mark for whoever lists or joins chapters. */
export interface SceneMark extends FrameRange {
  readonly scene: string;
}

/** The stretches of the scenes, from one start to the next. */
export function sceneMarks(starts: SceneStarts, frames: number): SceneMark[] {
  return starts.map(({ scene, frame }, i) => ({ scene, from: frame, to: starts[i + 1]?.frame ?? frames }));
}

/**
 * The cues of a film: each line holds until its scene says the next one, says an empty one, or ends.
 *
 * @param said - In the order in which it was said.
 */
export function cuesOf(said: readonly Said[], marks: readonly SceneMark[]): Cue[] {
  return said.flatMap(({ scene, frame, text }, i) => {
    const next = said[i + 1];
    const end = marks.find((mark) => mark.scene === scene)?.to ?? frame;
    const to = next?.scene === scene ? Math.min(next.frame, end) : end;
    return text.trim() === '' || to <= frame ? [] : [{ scene, text, from: frame, to }];
  });
}

/** What of some stretches lies in a range, counted from the range's start. */
export function clipped<T extends FrameRange>(stretches: readonly T[], range: FrameRange): T[] {
  return stretches
    .filter(({ from, to }) => to > range.from && from < range.to)
    .map((stretch) => ({
      ...stretch,
      from: Math.max(stretch.from, range.from) - range.from,
      to: Math.min(stretch.to, range.to) - range.from,
    }));
}

/** Cues as a WebVTT file (W3C WebVTT, section 4). */
export function webVtt(cues: readonly Cue[], fps: number): string {
  const blocks = cues.map(({ from, to, text }) => {
    return `${timestamp(from / fps)} --> ${timestamp(to / fps)}\n${payload(text)}\n`;
  });
  return ['WEBVTT\n', ...blocks].join('\n');
}

/** `00:01:02.345`. */
function timestamp(seconds: number): string {
  const ms = Math.round(seconds * 1000);
  const digits = (value: number, length: number) => String(Math.floor(value)).padStart(length, '0');
  const clock = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60].map((part) => digits(part, 2));
  return `${clock.join(':')}.${digits(ms % 1000, 3)}`;
}

/** Text with nothing in it that a reader of WebVTT takes for a mark; an empty line would end the cue. */
function payload(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return escaped.trim().replace(/\s*\n\s*/g, '\n');
}
