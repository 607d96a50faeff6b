import type { Point } from '../clock-geometry';
import { type NetworkShape, POSITIONS } from './shape';

/** A column of cells in the diagram. */
export interface ColumnPlace {
  readonly x: number;
  readonly y: number;
  readonly pitch: number;
  readonly across: number;
  /** The most places that it has, ellipses among them. */
  readonly most: number;
}

/** A head in the diagram: the middles of its parts, and the size of its cells. */
export interface HeadPlace {
  readonly y: number;
  readonly unit: number;
  /** Value vectors, one row of cells for each position. */
  readonly values: readonly Point[];
  readonly pattern: Point;
  readonly mixed: Point;
}

/** Where everything stands, in pixels of a 1920×1080 frame in which the whole network is seen. */
export interface NetworkLayout {
  /** One column for each position. */
  readonly tokens: readonly ColumnPlace[];
  readonly residual: readonly ColumnPlace[];
  /** The heads that are drawn; a network with more of them says so. */
  readonly heads: readonly HeadPlace[];
  readonly middle: ColumnPlace;
  readonly hidden: ColumnPlace;
  readonly last: ColumnPlace;
  readonly logits: ColumnPlace;
  /** How deep the residual stream passes below the attention and below the neurons. */
  readonly below: { readonly attention: number; readonly neurons: number };
}

/** The height of the diagram's middle: above that of the frame, to leave room for a caption. */
export const MIDDLE = -34;

const PITCH = 38;
const CELL = 34;
/** Pixels from top to bottom that the heads share, and the most that one of them takes. */
const HEADS_HEIGHT = 800;
const HEAD_MOST = 210;
/** More heads than these could not be told apart. */
const HEADS_SHOWN = 6;
/** So many places a row of values has, and a column of what a head has mixed. */
export const VALUE_PLACES = 6;
export const MIXED_PLACES = 5;

/** Lays the diagram out from the widths of a network. */
export function networkLayout(shape: NetworkShape): NetworkLayout {
  const column = (x: number, most: number, pitch = PITCH): ColumnPlace => ({
    x,
    y: MIDDLE,
    pitch,
    across: CELL,
    most,
  });
  const positions = Array.from({ length: POSITIONS }, (_, i) => i);
  const heads = headPlaces(shape.heads);
  const neurons = column(450, Math.min(shape.dMlp, 17));
  const lowest = (place: ColumnPlace) => place.y + (place.most * place.pitch) / 2;
  return {
    tokens: positions.map((i) => column(-872 + 84 * i, Math.min(shape.vocabulary, 11))),
    residual: positions.map((i) => column(-540 + 42 * i, Math.min(shape.dModel, 11))),
    heads,
    middle: column(272, Math.min(shape.dModel, 11)),
    hidden: neurons,
    last: column(628, Math.min(shape.dModel, 11)),
    logits: column(800, Math.min(shape.logits, 11), 42),
    below: {
      attention: Math.max(...heads.map(({ y, unit }) => y + 2.2 * unit), lowest(neurons)) + 22,
      neurons: lowest(neurons) + 34,
    },
  };
}

function headPlaces(count: number): HeadPlace[] {
  const shown = Math.min(count, HEADS_SHOWN);
  const height = Math.min(HEAD_MOST, HEADS_HEIGHT / shown);
  const unit = height / 6.4;
  return Array.from({ length: shown }, (_, head) => {
    const y = MIDDLE + (head - (shown - 1) / 2) * height;
    // The head's name stands above its cells.
    const cells = y + 0.4 * unit;
    const left = -236;
    const values = Array.from(
      { length: POSITIONS },
      (_, position): Point => [left + (VALUE_PLACES * unit) / 2, cells + (position - 1) * unit],
    );
    const right = left + VALUE_PLACES * unit;
    return {
      y,
      unit,
      values,
      pattern: [right + 3.4 * unit, cells],
      mixed: [right + 6.4 * unit, cells],
    };
  });
}
