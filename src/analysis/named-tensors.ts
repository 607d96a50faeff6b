import type { DType, TensorData } from '../recording/dtype';
import { type NamedTensor, type TensorNotes, tensor } from '../recording/tensor';

/** The axes of a recorded tensor in order: an extent, or the labels along the axis. */
export type Axes = Readonly<Record<string, number | readonly (number | string)[]>>;

/**
 * A tensor to record, its shape and coordinates taken from its axes.
 *
 * @example `named('logits.mean', means, { answer: 113 }, { unit: 'logit', meaning: '…' })`
 * Throws InputError when the axes do not hold exactly the numbers given.
 */
export function named(
  name: string,
  data: TensorData,
  axes: Axes,
  notes: Pick<TensorNotes, 'unit' | 'meaning'>,
  dtype?: DType,
): NamedTensor {
  const entries = Object.entries(axes);
  const shape = entries.map(([, along]) => (typeof along === 'number' ? along : along.length));
  const coords = Object.fromEntries(
    entries.flatMap(([dim, along]) => (typeof along === 'number' ? [] : [[dim, along] as const])),
  );
  return {
    name,
    ...tensor(data, shape, dtype),
    dims: entries.map(([dim]) => dim),
    ...notes,
    ...(Object.keys(coords).length > 0 ? { coords } : {}),
  };
}

/** Arrays laid end to end as float32: how rows of measures become one tensor. */
export function joined(parts: readonly ArrayLike<number>[]): Float32Array {
  const out = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
