import { InputError } from '../../errors';
import type { NamedTensor } from '../../recording/tensor';

/** A surface over all pairs at one recorded step. */
export interface Frame {
  readonly p: number;
  readonly data: Float32Array;
}

/** One surface for each recorded step, in their order. */
export type Reel = readonly Frame[];

/**
 * The surfaces of one label out of a tensor [step, index, x, y], as views of its numbers: nothing is copied.
 *
 * @throws InputError if the label is not recorded, or the tensor is no such film.
 */
export function reelOf({ name, data, dims, shape, coords }: NamedTensor, axis: string, label: number): Reel {
  const [steps = 0, count = 0, p = 0] = shape;
  const index = (coords?.[axis] ?? []).indexOf(label);
  if (dims.join() !== `step,${axis},x,y` || !(data instanceof Float32Array) || index < 0) {
    throw new InputError(
      `the tensor "${name}" [${dims.join(', ')}] does not follow ${axis} ${label} over the steps; recorded: ${(coords?.[axis] ?? []).join(', ')}.`,
    );
  }
  return Array.from({ length: steps }, (_, step) => ({
    p,
    data: data.subarray((step * count + index) * p * p, (step * count + index + 1) * p * p),
  }));
}

/**
 * The waves of x + y at some frequencies in a surface: the projection that the restricted loss keeps of a logit and the
 * excluded loss takes away.
 */
export function wavesOfSum({ p, data }: Frame, keys: readonly number[]): Frame {
  const bySum = new Float64Array(p);
  const at = (i: number) => (Math.floor(i / p) + (i % p)) % p;
  for (let i = 0; i < data.length; i++) bySum[at(i)] = (bySum[at(i)] as number) + (data[i] as number) / p;
  const kept = new Float64Array(p);
  for (const k of keys) {
    const angle = (s: number) => (2 * Math.PI * ((k * s) % p)) / p;
    let [c, d] = [0, 0];
    for (let s = 0; s < p; s++) {
      c += (2 / p) * (bySum[s] as number) * Math.cos(angle(s));
      d += (2 / p) * (bySum[s] as number) * Math.sin(angle(s));
    }
    for (let s = 0; s < p; s++)
      kept[s] = (kept[s] as number) + c * Math.cos(angle(s)) + d * Math.sin(angle(s));
  }
  return { p, data: Float32Array.from(data, (_, i) => kept[at(i)] as number) };
}

/** The weights of [logit, waves] in the two parts: the waves, and what is left without them. */
export const PARTS = { waves: [0, 1], rest: [1, -1] } as const;

/** The lowest and the highest value of a film: heights and colours stay the same while it plays. */
export function reelRange(...reels: readonly Reel[]): readonly [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { data } of reels.flat()) {
    for (let i = 0; i < data.length; i++) {
      const value = data[i] as number;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  return [low, high];
}

/** A moment of the training: the recorded step that is shown, the next one, and how far it has gone over to it. */
export interface Moment {
  readonly index: number;
  readonly next: number;
  readonly gone: number;
}

/** Between two recorded steps this many pictures are drawn: a recorded step takes about ten frames of the film. */
const BETWEEN = 4;

/** The place that is drawn for a place: it rests between two pictures, and what rests need not be drawn again. */
export function drawnPlace(place: number): number {
  return Math.round(place * BETWEEN) / BETWEEN;
}

/** The moment at a place between 0 and the last recorded step; at a whole number it is exactly that step. */
export function momentAt(place: number, count: number): Moment {
  const drawn = Math.min(count - 1, Math.max(0, drawnPlace(place)));
  const index = Math.floor(drawn);
  return { index, next: Math.min(count - 1, index + 1), gone: drawn - index };
}

/** The weights of all recorded steps at a moment: the same for every pane, so that all show one and the same. */
export function momentWeights({ index, next, gone }: Moment, count: number): readonly number[] {
  const weights = new Array<number>(count).fill(0);
  weights[next] = gone;
  weights[index] = (weights[index] ?? 0) + 1 - gone;
  return weights;
}

/** The training step of a moment; between two recorded steps it lies between them. */
export function stepOf({ index, next, gone }: Moment, steps: readonly number[]): number {
  const from = steps[index] ?? 0;
  return from + gone * ((steps[next] ?? from) - from);
}

/** The place of a training step among the recorded ones: the last that is not later. */
export function placeOf(step: number, steps: readonly number[]): number {
  let place = 0;
  while (place + 1 < steps.length && (steps[place + 1] ?? Infinity) <= step) place++;
  return place;
}

/** A row of values for each recorded step, at a moment. */
export function rowAt(rows: readonly ArrayLike<number>[], { index, next, gone }: Moment): Float64Array {
  const [from, to] = [rows[index] ?? [], rows[next] ?? []];
  return Float64Array.from(from, (value, i) => value + gone * ((to[i] ?? value) - value));
}
