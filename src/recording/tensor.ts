import { InputError } from '../errors';
import { checkLength, type DType, dtypeOf, type TensorData } from './dtype';

/** A block of numbers in row-major order. */
export interface Tensor {
  /** How it is stored on disk; F16 is widened to a Float32Array in memory. */
  readonly dtype: DType;
  readonly shape: readonly number[];
  readonly data: TensorData;
}

/** What makes a tensor readable to somebody else: what its axes are, its unit, and what it means. */
export interface TensorNotes {
  /** One name for each axis: `['neuron', 'x', 'y']`. */
  readonly dims: readonly string[];
  /** The unit of the values, `'1'` for a pure number: `nat`, `rad`, `step`, … */
  readonly unit: string;
  /** One line. */
  readonly meaning: string;
  /** Labels along an axis where they are not 0, 1, 2, …: `{neuron: [106, 341]}`. */
  readonly coords?: Readonly<Record<string, readonly (number | string)[]>> | undefined;
}

/** A tensor together with its notes. */
export interface NamedTensor extends Tensor, TensorNotes {
  readonly name: string;
}

/**
 * A tensor from an array.
 *
 * @param dtype - How it is stored; by default as the array is.
 * @throws InputError if the shape does not hold exactly these elements.
 */
export function tensor(data: TensorData, shape: readonly number[], dtype: DType = dtypeOf(data)): Tensor {
  checkLength(shape, data.length, 'tensor');
  return { dtype, shape, data };
}

/**
 * The part of a tensor at given labels of some of its axes; the chosen axes vanish.
 *
 * @example `select(surfaces, {neuron: 106})` on dims `[neuron, x, y]` has dims `[x, y]`.
 * @throws InputError if an axis or a label does not exist; the message lists those that do.
 */
export function select(source: NamedTensor, at: Readonly<Record<string, number | string>>): NamedTensor {
  for (const dim of Object.keys(at)) {
    if (!source.dims.includes(dim)) {
      throw new InputError(
        `tensor "${source.name}" has no axis "${dim}"; its axes are ${source.dims.join(', ')}.`,
      );
    }
  }
  const strides = rowMajorStrides(source.shape);
  let offset = 0;
  const kept: number[] = [];
  for (const [axis, dim] of source.dims.entries()) {
    const label = at[dim];
    if (label === undefined) kept.push(axis);
    else offset += labelIndex(source, axis, label) * (strides[axis] ?? 0);
  }
  const shape = kept.map((axis) => source.shape[axis] ?? 0);
  const length = shape.reduce((product, extent) => product * extent, 1);
  const data = source.data.slice(0, length);
  const steps = kept.map((axis) => strides[axis] ?? 0);
  const index = new Array<number>(kept.length).fill(0);
  for (let i = 0; i < length; i++) {
    let from = offset;
    for (const [a, step] of steps.entries()) from += (index[a] ?? 0) * step;
    data[i] = source.data[from] ?? Number.NaN;
    for (let a = kept.length - 1; a >= 0; a--) {
      index[a] = (index[a] ?? 0) + 1;
      if ((index[a] ?? 0) < (shape[a] ?? 0)) break;
      index[a] = 0;
    }
  }
  const coords = Object.fromEntries(
    Object.entries(source.coords ?? {}).filter(([dim]) => at[dim] === undefined),
  );
  return {
    ...source,
    shape,
    data,
    dims: kept.map((axis) => source.dims[axis] ?? ''),
    coords,
  };
}

/** The labels along one axis: its coordinates, or 0, 1, 2, … where it has none. */
export function labels(source: NamedTensor, dim: string): readonly (number | string)[] {
  const axis = source.dims.indexOf(dim);
  if (axis < 0) {
    throw new InputError(
      `tensor "${source.name}" has no axis "${dim}"; its axes are ${source.dims.join(', ')}.`,
    );
  }
  return source.coords?.[dim] ?? Array.from({ length: source.shape[axis] ?? 0 }, (_, i) => i);
}

function labelIndex(source: NamedTensor, axis: number, label: number | string): number {
  const dim = source.dims[axis] ?? '';
  const index = labels(source, dim).indexOf(label);
  if (index < 0) {
    const known = labels(source, dim);
    const shown =
      known.length > 12 ? `${known.slice(0, 6).join(', ')}, …, ${known.at(-1)}` : known.join(', ');
    throw new InputError(`tensor "${source.name}" has no ${dim} ${label}; recorded: ${shown}.`);
  }
  return index;
}

function rowMajorStrides(shape: readonly number[]): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  for (let axis = shape.length - 2; axis >= 0; axis--) {
    strides[axis] = (strides[axis + 1] ?? 1) * (shape[axis + 1] ?? 1);
  }
  return strides;
}
