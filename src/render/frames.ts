import { InputError } from '../errors';

/** A stretch of frames: from the first up to, and without, the last named. */
export interface FrameRange {
  readonly from: number;
  readonly to: number;
}

/** A moment of a film: a share of its length, or a number of seconds or frames from its start. */
export type Moment =
  | { readonly unit: 'share'; readonly value: number }
  | { readonly unit: 'seconds'; readonly value: number }
  | { readonly unit: 'frames'; readonly value: number };

/** A stretch of a film, its end exclusive. */
export interface MomentRange {
  readonly from: Moment;
  readonly to: Moment;
}

const MOMENT = /^(\d+(?:\.\d+)?)(s|%|)$/;

/**
 * Reads `3.5s` (seconds), `50%` (of the length) or `120` (a frame).
 *
 * @throws InputError for anything else.
 */
export function parseMoment(text: string): Moment {
  const [, digits, unit] = MOMENT.exec(text.trim()) ?? [];
  const value = Number(digits);
  if (digits === undefined) throw momentError(text);
  if (unit === 's') return { unit: 'seconds', value };
  if (unit === '%' && value <= 100) return { unit: 'share', value: value / 100 };
  if (unit === '' && Number.isInteger(value)) return { unit: 'frames', value };
  throw momentError(text);
}

function momentError(text: string): InputError {
  return new InputError(`"${text}" is no moment: write seconds (3.5s), a share (50%) or a frame (120).`);
}

/**
 * Reads `2s..5s`, `10%..50%` or `120..300`; the end is exclusive.
 *
 * @throws InputError for anything else, and for mixed units.
 */
export function parseRange(text: string): MomentRange {
  const [start, end, ...more] = text.split('..');
  if (start === undefined || end === undefined || more.length > 0) {
    throw new InputError(
      `"${text}" is no range: write two moments, as in 2s..5s or 120..300 (end exclusive).`,
    );
  }
  const range = { from: parseMoment(start), to: parseMoment(end) };
  if (range.from.unit !== range.to.unit)
    throw new InputError(`"${text}" mixes units: write 2s..5s or 120..300.`);
  if (range.to.value <= range.from.value) throw new InputError(`"${text}" is empty: the end is exclusive.`);
  return range;
}

/** The frame boundary nearest to a moment: frame `f` is shown from `f / fps` on. */
function boundary(moment: Moment, fps: number, frames: number): number {
  if (moment.unit === 'frames') return moment.value;
  if (moment.unit === 'share') return Math.round(moment.value * frames);
  return Math.round(moment.value * fps);
}

/**
 * The frame on show at a moment. 100 % is the last frame.
 *
 * @param frames - Frames of the film.
 * @throws InputError if the film is shorter.
 */
export function frameAt(moment: Moment, fps: number, frames: number): number {
  // A time that is meant to be a frame's, such as 1.1 s at 30 fps, must not fall to the frame before by rounding.
  const exact = moment.unit === 'seconds' ? moment.value * fps : boundary(moment, fps, frames);
  const frame = Math.floor(exact + 1e-6);
  if (frame < frames) return frame;
  if (frame === frames && moment.unit !== 'frames') return frames - 1;
  throw new InputError(`${momentText(moment)} lies outside: ${lengthText(frames, fps)}.`);
}

/**
 * The frames of a stretch.
 *
 * @param frames - Frames of the film.
 * @throws InputError if the film is shorter.
 */
export function framesOf(range: MomentRange | undefined, fps: number, frames: number): FrameRange {
  if (range === undefined) return { from: 0, to: frames };
  const from = boundary(range.from, fps, frames);
  const to = boundary(range.to, fps, frames);
  const text = `${momentText(range.from)}..${momentText(range.to)}`;
  if (to > frames) throw new InputError(`range ${text} lies outside: ${lengthText(frames, fps)}.`);
  if (to <= from) throw new InputError(`range ${text} holds no frame at ${fps} fps.`);
  return { from, to };
}

/**
 * The frames that a project's own settings choose, in seconds: what its editor's button would film, less the frame
 * that begins at the end. A range that lies outside chooses everything.
 */
export function ownRange(
  range: { readonly from: number; readonly to?: number | undefined },
  fps: number,
  frames: number,
): FrameRange {
  // The editor keeps moments a little before their frame; Motion Canvas takes the next one, and so does this.
  const frame = (seconds: number) => Math.ceil(Number((seconds * fps).toFixed(3)));
  const [from, to] = [frame(range.from), range.to === undefined ? frames : Math.min(frames, frame(range.to))];
  return from < to ? { from, to } : { from: 0, to: frames };
}

/** `n` frames spread evenly over a stretch, each in the middle of its share. */
export function spreadFrames(range: FrameRange, n: number): number[] {
  const length = range.to - range.from;
  return Array.from({ length: n }, (_, i) => range.from + Math.floor(((i + 0.5) * length) / n));
}

/** A moment as it is written on the command line. */
export function momentText({ unit, value }: Moment): string {
  if (unit === 'seconds') return `${value}s`;
  // Twelve digits: 0.55 · 100 is 55.00000000000001.
  return unit === 'share' ? `${Number((value * 100).toPrecision(12))}%` : String(value);
}

function lengthText(frames: number, fps: number): string {
  return `the scene has ${frames} frames, ${Number((frames / fps).toFixed(3))} s at ${fps} fps`;
}
