import { type Span, smooth, unitAt } from './plot-scale';

/** A mark on an axis. */
export interface Tick {
  readonly value: number;
  /** Its place along the axis, 0 to 1. */
  readonly unit: number;
  /** How visible its label is, 0 to 1. */
  readonly opacity: number;
  /** Whether it is a small mark between two powers of ten, which never carries a label. */
  readonly minor: boolean;
}

/** A run of evenly spaced ticks, in order from coarse to fine. */
interface Family {
  /** The distance between neighbours in pixels. */
  readonly spacing: number;
  readonly has: (value: number) => boolean;
  readonly values: () => readonly number[];
}

/** Shares of a change after which the old marks are gone, and before which the new ones wait. */
const OLD_GONE = 0.4;
const NEW_BEGINS = 0.6;

/**
 * The ticks of an axis that may stand between linear and logarithmic, each with its visibility.
 *
 * Linear steps are 1, 2 or 5 times a power of ten; logarithmic ones are every, every second, every fourth …
 * power of ten. Always the finest are taken whose labels have room; where the axis changes, the old ones
 * fade out before the new ones fade in, and those that belong to both stay.
 *
 * @param length - Of the axis, in pixels.
 * @param gap - The least distance between two labels, in pixels.
 * @param rests - The lengths at which the axis comes to rest, if it changes its length: between two of them
 *   the ticks of one fade into those of the other, so that no label stands still half faded.
 */
export function axisTicks(
  span: Span,
  logness: number,
  length: number,
  gap: number,
  rests: readonly number[] = [length],
): readonly Tick[] {
  const linear = marks((at) => linearFamilies(span, at), length, gap, rests);
  const log = marks((at) => logFamilies(span, at), length, gap, rests);
  const linearShare = smooth(1 - logness / OLD_GONE);
  const logShare = smooth((logness - NEW_BEGINS) / (1 - NEW_BEGINS));
  const major = [...new Set([...linear.values, ...log.values])]
    .sort((a, b) => a - b)
    .map((value): Tick => {
      const [onLinear, onLog] = [linear.opacity(value), log.opacity(value)];
      const unit = unitAt(span, value, logness);
      const opacity = Math.max(onLinear * linearShare, onLog * logShare, Math.min(onLinear, onLog));
      return { value, unit, opacity: opacity * inside(unit), minor: false };
    });
  return keepApart([...major, ...minorTicks(span, logness, logShare)], length, gap);
}

/** 1 on the axis, 0 beyond its ends: what one kind of axis holds may lie far outside the other. */
function inside(unit: number): number {
  return smooth((1.04 - unit) / 0.04) * smooth((unit + 0.04) / 0.04);
}

/** Values that are marked, and how strongly. */
interface Marks {
  readonly values: readonly number[];
  readonly opacity: (value: number) => number;
}

/** The marks of one kind of axis: those of the nearest rest below and above its length, faded into each other. */
function marks(
  families: (length: number) => readonly Family[],
  length: number,
  gap: number,
  rests: readonly number[],
): Marks {
  const below = Math.max(...rests.filter((rest) => rest <= length), Math.min(...rests));
  const above = Math.min(...rests.filter((rest) => rest >= length), Math.max(...rests));
  const [short, long] = [finest(families(below), gap), finest(families(above), gap)];
  const t = above > below ? (length - below) / (above - below) : 0;
  return {
    values: [...new Set([...(short?.values() ?? []), ...(long?.values() ?? [])])],
    opacity: (value) => {
      const [inShort, inLong] = [short?.has(value) ?? false, long?.has(value) ?? false];
      if (inShort && inLong) return 1;
      if (inShort) return smooth(1 - t / OLD_GONE);
      return inLong ? smooth((t - NEW_BEGINS) / (1 - NEW_BEGINS)) : 0;
    },
  };
}

/** The finest family whose labels have room, or the coarsest there is. */
function finest(families: readonly Family[], gap: number): Family | undefined {
  return families.findLast(({ spacing }) => spacing >= gap) ?? families[0];
}

function linearFamilies({ linear: [from, to] }: Span, length: number): readonly Family[] {
  const range = to - from;
  const top = Math.floor(Math.log10(range));
  const steps = [top, top - 1, top - 2].flatMap((e) => [5, 2, 1].map((m) => m * 10 ** e));
  return steps.map((step) => ({
    spacing: (step / range) * length,
    // Something tiny, a power of ten below the step, is no multiple of it.
    has: (value) =>
      value === 0 || (Math.abs(value) > step / 2 && Math.abs(value / step - Math.round(value / step)) < 1e-6),
    values: () => multiples(step, from, to),
  }));
}

function logFamilies({ log: [from, to] }: Span, length: number): readonly Family[] {
  const first = Math.ceil(Math.log10(from) - 1e-9);
  const last = Math.floor(Math.log10(to) + 1e-9);
  const decade = length / Math.log10(to / from);
  return [16, 8, 4, 2, 1].map((stride) => ({
    spacing: stride * decade,
    has: (value) => {
      const e = Math.log10(value);
      return Number.isFinite(e) && Math.abs(e / stride - Math.round(e / stride)) < 1e-6;
    },
    values: () => multiples(stride, first, last).map(powerOfTen),
  }));
}

/** A power of ten as it is written in a source, so that 0.001 is equal to itself. */
function powerOfTen(exponent: number): number {
  return Number(`1e${exponent}`);
}

function multiples(step: number, from: number, to: number): readonly number[] {
  const first = Math.ceil(from / step - 1e-9);
  const count = Math.floor(to / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** 2, 3, … 9 times every power of ten: they make a logarithmic axis look like one. */
function minorTicks(span: Span, logness: number, share: number): readonly Tick[] {
  if (share <= 0) return [];
  const [from, to] = span.log;
  const decades = multiples(1, Math.floor(Math.log10(from)), Math.floor(Math.log10(to)));
  return decades
    .flatMap((e) => [2, 3, 4, 5, 6, 7, 8, 9].map((m) => m * powerOfTen(e)))
    .filter((value) => value > from && value < to)
    .map((value) => ({ value, unit: unitAt(span, value, logness), opacity: share, minor: true }))
    .filter(({ unit }) => unit >= 0 && unit <= 1);
}

/** Fades labels that a morph has pushed against a neighbour: the weaker of the two yields, the later if equal. */
function keepApart(ticks: readonly Tick[], length: number, gap: number): readonly Tick[] {
  const labels = ticks.filter(({ minor }) => !minor).sort((a, b) => b.opacity - a.opacity);
  const kept: Tick[] = [];
  for (const tick of labels) {
    const nearest = kept.reduce((near, other) => Math.min(near, Math.abs(other.unit - tick.unit)), Infinity);
    const room = (nearest * length) / gap;
    const opacity = tick.opacity * smooth((room - 0.8) / 0.2);
    if (opacity > 0) kept.push({ ...tick, opacity });
  }
  return [...ticks.filter(({ minor }) => minor), ...kept.sort((a, b) => a.unit - b.unit)];
}
