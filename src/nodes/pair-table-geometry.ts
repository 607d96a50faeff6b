/** How near a table is looked at, and where. */
export interface Look {
  /** Pixels of a cell with its share of the gap. */
  readonly cell: number;
  /** The place of the table in the window's middle, in cells. */
  readonly focus: readonly [x: number, y: number];
}

/** What a window over a table p×p shows: x to the right, y up, cell (x, y) one unit wide with its middle at (x, y). */
export interface TableView extends Look {
  readonly p: number;
  /** Pixels of the window. */
  readonly width: number;
  readonly height: number;
}

/** The whole numbers from `first` to `last`; none if `last` is smaller. */
export interface Indices {
  readonly first: number;
  readonly last: number;
}

/** The middle of cell (x, y) in pixels from the window's middle; y points down. */
export function cellCentre({ cell, focus }: Pick<TableView, 'cell' | 'focus'>, x: number, y: number) {
  return { x: (x - focus[0]) * cell, y: -(y - focus[1]) * cell };
}

/** The columns and rows that are at least partly in the window. */
export function visibleCells({ p, width, height, cell, focus }: TableView): {
  readonly columns: Indices;
  readonly rows: Indices;
} {
  const within = (middle: number, extent: number): Indices => ({
    first: Math.max(0, Math.ceil(middle - extent / cell / 2 - 0.5)),
    last: Math.min(p - 1, Math.floor(middle + extent / cell / 2 + 0.5)),
  });
  return { columns: within(focus[0], width), rows: within(focus[1], height) };
}

/** The place of the table's middle, in cells: with this focus the whole of it is centred. */
export function tableMiddle(p: number): [x: number, y: number] {
  return [(p - 1) / 2, (p - 1) / 2];
}

/** The largest cell, in whole pixels if it has several, with which a table fits into so many pixels. */
export function fittingCell(p: number, pixels: number): number {
  const cell = pixels / p;
  return cell >= 3 ? Math.floor(cell) : cell;
}

/** Pixels between two cells: a seam where they are small, a gap where they can be read. */
export function cellGap(cell: number): number {
  return Math.min(6, 0.14 * cell);
}

/** Steps between written numbers, each a part of the next, so that a zoom only ever adds or takes away. */
const STEPS = [100, 50, 10, 5, 1] as const;

/** The largest of the steps that divides n. */
export function coarsestStep(n: number): number {
  return STEPS.find((step) => n % step === 0) ?? 1;
}

/**
 * The look on the way from one to another. Equal steps of `t` magnify by equal factors, and every point of the table
 * that both looks see moves on a straight line.
 */
export function lookBetween(from: Look, to: Look, t: number): Look {
  const cell = from.cell * (to.cell / from.cell) ** t;
  // With the focus even in 1/cell, the place of a point, (point − focus)·cell, is linear in cell.
  const way = from.cell === to.cell ? t : (1 / from.cell - 1 / cell) / (1 / from.cell - 1 / to.cell);
  const focus = (axis: 0 | 1) => from.focus[axis] + (to.focus[axis] - from.focus[axis]) * way;
  return { cell, focus: [focus(0), focus(1)] };
}
