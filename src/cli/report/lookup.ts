import { labels, type NamedTensor, select } from '../../recording/tensor';
import type { Series } from './plot';

/** Gives a recorded tensor by name, or nothing where the run has none. */
export type Lookup = (name: string) => NamedTensor | undefined;

/** The values of a tensor; none of one that is not there. */
export function numbers(tensor: NamedTensor | undefined): number[] {
  return Array.from(tensor?.data ?? []);
}

/** The labels along an axis as numbers. */
export function positions(tensor: NamedTensor, dim: string): number[] {
  return labels(tensor, dim).map(Number);
}

/** One line over the steps: a tensor with the axis `step` and one label of each other axis. */
export function overSteps(
  tensor: NamedTensor,
  at: Record<string, string | number>,
  name: string,
  color: string,
): Series {
  return { name, color, x: positions(tensor, 'step'), y: numbers(select(tensor, at)) };
}
