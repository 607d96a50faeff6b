import type { Numbers } from '../../analysis/dft';
import { centredPower } from '../../analysis/fve';
import {
  explainedByWaves,
  type PlaneWave,
  type PlaneWaveKind,
  planeWaves,
  reconstruct,
} from '../../analysis/plane-waves';

/** What the waves of a part depend on, in the order in which the chapter takes them out. */
export const PART_KINDS = ['row', 'column', 'sum', 'difference'] as const satisfies readonly PlaneWaveKind[];
export type PartKind = (typeof PART_KINDS)[number];

/** Values over all pairs, at `data[x * p + y]`. */
export interface Sheet {
  readonly p: number;
  readonly data: Float64Array;
}

/** The waves of one kind that are shown: their formulas and their surface are made of the same numbers. */
export interface Part {
  readonly kind: PartKind;
  /** Strongest first: one, or two where the second counts. */
  readonly waves: readonly PlaneWave[];
  /** The sum of exactly these waves. */
  readonly sheet: Sheet;
  /** The fraction of the neuron's variance that they explain. */
  readonly share: number;
}

/** A neuron's surface taken apart: about its mean it is the sum of the four parts and the rest, at every pair. */
export interface Decomposition {
  readonly p: number;
  readonly mean: number;
  /** The surface about its mean. */
  readonly centred: Sheet;
  readonly parts: Readonly<Record<PartKind, Part>>;
  /** What the shown waves leave. */
  readonly rest: Sheet;
  /** The fractions of variance that all shown waves explain, and that they leave; together 1. */
  readonly explained: number;
  readonly left: number;
  /** The fraction in all waves of x alone and of y alone: what a sum f(x) + g(y) could explain at best. */
  readonly additive: number;
}

/** A second wave of a kind is shown if it explains at least this much of the neuron's variance. */
const SECOND_WAVE = 0.01;

/**
 * Takes a surface [x, y] apart by plane waves.
 *
 * Of each kind the strongest wave is shown, so that the wave of x − y stands beside that of x + y however weak it is.
 */
export function decompose(surface: Numbers, p: number): Decomposition {
  const table = planeWaves(surface, p);
  const sheet = (data: Float64Array): Sheet => ({ p, data });
  const ofKind = (kind: PlaneWaveKind) => table.waves.filter((wave) => wave.kind === kind);
  const centred = Float64Array.from(surface, (value) => value - table.mean);
  const part = (kind: PartKind): Part => {
    const waves = ofKind(kind)
      .slice(0, 2)
      .filter((wave, i) => i === 0 || explainedByWaves(table, [wave]) >= SECOND_WAVE);
    return {
      kind,
      waves,
      sheet: sheet(reconstruct(waves, 0, p)),
      share: explainedByWaves(table, waves),
    };
  };
  const parts = {
    row: part('row'),
    column: part('column'),
    sum: part('sum'),
    difference: part('difference'),
  };
  const rest = centred.map((value, i) =>
    PART_KINDS.reduce((left, kind) => left - (parts[kind].sheet.data[i] as number), value),
  );
  const total = centredPower(surface);
  const left = total === 0 ? 0 : centredPower(rest) / total;
  return {
    p,
    mean: table.mean,
    centred: sheet(centred),
    parts,
    rest: sheet(rest),
    explained: 1 - left,
    left,
    additive: explainedByWaves(table, [...ofKind('row'), ...ofKind('column')]),
  };
}

/** The lowest and the highest value. */
export function extent(values: Numbers): readonly [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

/**
 * The fraction of variance that the parts explain when each is taken with a weight. Waves are orthogonal, so a part
 * with weight w leaves (1 − w)² of its share.
 */
export function explainedBy(
  { parts, left }: Pick<Decomposition, 'parts' | 'left'>,
  weights: Readonly<Record<PartKind, number>>,
): number {
  return 1 - PART_KINDS.reduce((sum, kind) => sum + (1 - weights[kind]) ** 2 * parts[kind].share, left);
}

/** The weights of [surface, …parts] in the sheet that is left when parts are out: 1 less what has been taken. */
export function restWeights(out: readonly number[]): number[] {
  return [1, ...out.map((taken) => -taken)];
}

/** The values along x at one y, which may lie between two residues: straight between these. */
export function rowOf({ p, data }: Sheet, y: number): Float64Array {
  const low = Math.min(p - 1, Math.max(0, Math.floor(y)));
  const high = Math.min(p - 1, low + 1);
  return Float64Array.from({ length: p }, (_, x) => {
    const [from, to] = [data[x * p + low] ?? 0, data[x * p + high] ?? 0];
    return from + (to - from) * (y - low);
  });
}

/** A line is high enough to be looked at when its wave reaches this much of the highest. */
const NEARLY = 0.9;

/**
 * Which y to hold so that a neuron answers x with a wave that can be seen: the first whose row is nearly as high, from
 * its trough to its crest, as any. The same for x and columns. A neuron may be silent all along the first row.
 */
export function heldAt({ p, data }: Sheet): { readonly x: number; readonly y: number } {
  const first = (value: (line: number, along: number) => number) => {
    const heights = Array.from({ length: p }, (_, line) => {
      const values = Array.from({ length: p }, (__, along) => value(line, along));
      return Math.max(...values) - Math.min(...values);
    });
    const enough = NEARLY * Math.max(...heights);
    return Math.max(
      0,
      heights.findIndex((height) => height >= enough),
    );
  };
  return {
    x: first((x, y) => data[x * p + y] ?? 0),
    y: first((y, x) => data[x * p + y] ?? 0),
  };
}
