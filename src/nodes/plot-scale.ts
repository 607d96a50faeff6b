/** Where an axis begins and ends: as a linear axis, and as a logarithmic one (both ends above zero). */
export interface Span {
  readonly linear: readonly [from: number, to: number];
  readonly log: readonly [from: number, to: number];
}

/** The place of a value on the linear axis: 0 at its beginning, 1 at its end. */
export function linearUnit({ linear: [from, to] }: Span, value: number): number {
  return (value - from) / (to - from);
}

/** The place of a value on the logarithmic axis; what lies below its beginning stands at its beginning. */
export function logUnit({ log: [from, to] }: Span, value: number): number {
  return Math.log(Math.max(value, from) / from) / Math.log(to / from);
}

/**
 * The place of a value on an axis between the two kinds.
 *
 * Places are mixed, not exponents: every value travels in a straight line from its linear place to its
 * logarithmic one, and the order of values holds at every moment of the way.
 *
 * @param logness - 0 for a linear axis, 1 for a logarithmic one.
 */
export function unitAt(span: Span, value: number, logness: number): number {
  if (logness <= 0) return linearUnit(span, value);
  if (logness >= 1) return logUnit(span, value);
  return mix(linearUnit(span, value), logUnit(span, value), logness);
}

/** The value that stands at a place from 0 to 1: `unitAt` turned round. */
export function valueAt(span: Span, unit: number, logness: number): number {
  const [from, to] = span.linear;
  const [logFrom, logTo] = span.log;
  if (logness <= 0) return mix(from, to, unit);
  if (logness >= 1) return logFrom * (logTo / logFrom) ** unit;
  // Between the two there is no closed form; the mixture rises, so halving finds it.
  let [low, high] = [Math.min(from, logFrom), Math.max(to, logTo)];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (unitAt(span, middle, logness) < unit) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** From `a` (t = 0) to `b` (t = 1). */
export function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}

/** From 0 to 1 as `t` goes from 0 to 1, level at both ends, constant outside. */
export function smooth(t: number): number {
  const c = Math.min(1, Math.max(0, t));
  return c * c * (3 - 2 * c);
}
