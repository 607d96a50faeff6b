/** The widths of a one-layer transformer that reads three tokens and answers at the last. */
export interface NetworkShape {
  readonly vocabulary: number;
  readonly dModel: number;
  readonly heads: number;
  readonly dHead: number;
  readonly dMlp: number;
  readonly logits: number;
}

type Values = ArrayLike<number>;

/** What one prompt leaves in every part of the network; what is not shown may be left out of none of it. */
export interface NetworkValues {
  /** The three tokens. */
  readonly tokens: readonly number[];
  /** [position][dModel] */
  readonly residual: readonly Values[];
  /** [head][position][dHead] */
  readonly values: readonly (readonly Values[])[];
  /** [head], row-major [destination, source] */
  readonly patterns: readonly Values[];
  /** [head][dHead], of the last position */
  readonly mixed: readonly Values[];
  /** [dModel], [dMlp], [dModel], [logits] of the last position */
  readonly middle: Values;
  readonly post: Values;
  readonly last: Values;
  readonly logits: Values;
}

/** The values of the first and of the last colour, for every part that has a scale of its own. */
export type NetworkRanges = Readonly<
  Record<'residual' | 'values' | 'middle' | 'post' | 'last' | 'logits', readonly [low: number, high: number]>
>;

/** Weights between the columns that are drawn with every line: row-major [from, to]. */
export interface NetworkWeights {
  readonly input: Values;
  readonly output: Values;
  readonly unembed: Values;
}

/** How many positions there are: x, y, "=". */
export const POSITIONS = 3;
