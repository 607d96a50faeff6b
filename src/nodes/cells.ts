/** A place in a row of cells: the index of the entry that is shown there, or `null` for an ellipsis. */
export type Slot = number | null;

/**
 * Which entries of a long vector are shown: the first ones and the last, with an ellipsis for the rest.
 *
 * @param most - How many places there are, the ellipsis among them; at least 3.
 */
export function firstAndLast(length: number, most: number): Slot[] {
  const every = Array.from({ length: Math.min(length, most) }, (_, i) => i);
  if (length <= most) return every;
  return [...every.slice(0, most - 2), null, length - 1];
}

/**
 * Which entries of a long vector are shown so that one of them is among its neighbours: the first ones, the chosen
 * one between its neighbours, the last two. An ellipsis never stands for a single entry.
 *
 * @param most - How many places there are, ellipses among them; at least 9.
 */
export function aroundOne(length: number, chosen: number, most: number): Slot[] {
  if (length <= most) return Array.from({ length }, (_, i) => i);
  const wanted = [0, 1, chosen - 1, chosen, chosen + 1, length - 2, length - 1];
  const shown = new Set(wanted.filter((index) => index >= 0 && index < length));
  let slots = withEllipses([...shown]);
  while (slots.length < most) {
    shown.add(slots.indexOf(null));
    slots = withEllipses([...shown]);
  }
  return slots;
}

function withEllipses(indices: readonly number[]): Slot[] {
  const rising = [...indices].sort((a, b) => a - b);
  return rising.flatMap((index, i): Slot[] => {
    const before = rising[i - 1] ?? -1;
    if (index - before === 2) return [index - 1, index];
    return index - before > 2 ? [null, index] : [index];
  });
}

/** Where the middle of a place lies along the row, in pixels from the row's middle. */
export function slotOffset(slots: readonly Slot[], place: number, pitch: number): number {
  return (place - (slots.length - 1) / 2) * pitch;
}

/** The place of an entry in the row; an entry that an ellipsis stands for lies at the ellipsis. */
export function placeOf(slots: readonly Slot[], index: number): number {
  const exact = slots.indexOf(index);
  if (exact >= 0) return exact;
  const next = slots.findIndex((slot) => slot !== null && slot > index);
  return next < 0 ? slots.length - 1 : next - 1;
}

/** How far the n-th of `count` things has come, 0 … 1, when the whole has come to `progress`: one after the other. */
export function inTurn(progress: number, n: number, count: number, softness = 2): number {
  return Math.min(1, Math.max(0, (progress * (count + softness - 1) - n) / softness));
}
