import { groupDigits, percent } from '../../nodes/number-format';
import type { ModelViewData } from './load';

/** A probability near 1 with as many decimals as it takes to see that it is not 1. */
export function certainty(probability: number): string {
  const miss = 1 - probability;
  const decimals = miss <= 0 ? 10 : Math.min(10, Math.max(0, Math.ceil(-Math.log10(miss)) - 2));
  return percent(probability, decimals);
}

/** Says that a symbol is no number: its neighbours are as far from it as any other. */
export function noOrder(x: number, p: number): string {
  const near = x + 1 < p ? x + 1 : x - 1;
  const far = x > p / 2 ? 0 : p - 1;
  return `Nothing here says that ${x} is nearer to ${near} than to ${far}.`;
}

/** What the network starts with. */
export function question({ example: { x, y }, p, heldOut }: ModelViewData): string {
  return heldOut
    ? `Take ${x} + ${y} modulo ${p}, a sum that the network never saw in training.`
    : `Take ${x} + ${y} modulo ${p}.`;
}

/** How many numbers it takes. */
export function machinery({ parameters }: ModelViewData): string {
  return `From here on, all is multiplying and adding with ${groupDigits(parameters)} learned numbers.`;
}

/** The shares that the first head takes. */
export function sharesOf(pattern: ArrayLike<number>): string {
  const share = (source: number) => percent(pattern[6 + source] ?? 0, 0);
  return `And it decides how much of each goes to the last place: here ${share(0)} of x, ${share(1)} of y.`;
}

/** Several heads, or only one. */
export function headCount(heads: number): string {
  return heads === 1
    ? 'This network has one such head.'
    : `All ${heads} heads do so at once, each with shares of its own.`;
}

/** What the activation function leaves. */
export function bend({ activation, shape, example }: ModelViewData): string {
  return activation === 'relu'
    ? `Where the sum is negative, the neuron stays at zero: ${example.active} of ${shape.dMlp} are active.`
    : `Where the sum is negative, the neuron stays near zero: ${example.active} of ${shape.dMlp} are above it.`;
}

/** The sum as it is done by hand: with p taken away where it is reached. */
export function sumWritten({ x, y }: { readonly x: number; readonly y: number }, p: number): string {
  return x + y < p ? `${x} + ${y} = ${x + y}` : `${x} + ${y} − ${p} = ${x + y - p}`;
}

/** Whether the winner is right. */
export function verdict({ p, example: { x, y, answer, probability } }: ModelViewData): string {
  const right = (x + y) % p;
  return answer === right
    ? `${answer} wins, with a probability of ${certainty(probability)}. It is right.`
    : `${answer} wins, with a probability of ${certainty(probability)}. The right answer is ${right}.`;
}
