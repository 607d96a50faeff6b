import type { LossName } from './backend';
import { crossEntropy } from './loss';
import type { FloatArray } from './weights';

/** What a training minimises, on one row of logits: `count` of them from `start` on, one of which is the answer. */
export interface LossFunction {
  /** In nats. */
  of(logits: FloatArray, start: number, count: number, answer: number): number;
  /** Writes `scale` times the derivative by each of the row's logits to the same places of `out`. */
  gradient(
    logits: FloatArray,
    start: number,
    count: number,
    answer: number,
    scale: number,
    out: FloatArray,
  ): void;
}

/** The largest of a row of logits. */
function largest(logits: FloatArray, start: number, count: number): number {
  let top = Number.NEGATIVE_INFINITY;
  for (let at = start; at < start + count; at++) top = Math.max(top, logits[at] as number);
  return top;
}

/** The derivative of the right class is −Σ of the others: it does not cancel where the answer is nearly certain. */
const softmax: LossFunction = {
  of: crossEntropy,
  gradient(logits, start, count, answer, scale, out) {
    const top = largest(logits, start, count);
    let others = 0;
    for (let at = start; at < start + count; at++) {
      const share = Math.exp((logits[at] as number) - top);
      if (at !== start + answer) others += share;
      out[at] = share;
    }
    const sum = others + Math.exp((logits[start + answer] as number) - top);
    for (let at = start; at < start + count; at++) out[at] = ((out[at] as number) * scale) / sum;
    out[start + answer] = (-others * scale) / sum;
  },
};

/** s(x) of StableMax (Prieto et al. 2025, arXiv 2501.04697): it takes the place of e^x, and cannot collapse. */
function stableShare(x: number): number {
  return x >= 0 ? x + 1 : 1 / (1 - x);
}

function otherShares(logits: FloatArray, start: number, count: number, answer: number): number {
  let others = 0;
  for (let j = 0; j < count; j++) if (j !== answer) others += stableShare(logits[start + j] as number);
  return others;
}

/** s′(x) = s(x) / (1 + |x|) on both sides of 0. */
const stablemax: LossFunction = {
  of(logits, start, count, answer) {
    return Math.log1p(
      otherShares(logits, start, count, answer) / stableShare(logits[start + answer] as number),
    );
  },
  gradient(logits, start, count, answer, scale, out) {
    const others = otherShares(logits, start, count, answer);
    const own = stableShare(logits[start + answer] as number);
    for (let j = 0; j < count; j++) {
      const x = logits[start + j] as number;
      const towards = j === answer ? -others : stableShare(x);
      out[start + j] = (scale * towards) / (own + others) / (1 + Math.abs(x));
    }
  },
};

const { fround } = Math;

/** Σ e^(x − top), every step of it rounded to float32. */
function float32Sum(logits: FloatArray, start: number, count: number, top: number): number {
  let sum = 0;
  for (let at = start; at < start + count; at++)
    sum = fround(sum + fround(Math.exp(fround((logits[at] as number) - top))));
  return sum;
}

/** −log softmax as most code has it: below about 1e-7 the answer's probability rounds to 1, loss and gradient to 0. */
const float32: LossFunction = {
  of(logits, start, count, answer) {
    const top = largest(logits, start, count);
    const lead = fround((logits[start + answer] as number) - top);
    return fround(fround(Math.log(float32Sum(logits, start, count, top))) - lead);
  },
  gradient(logits, start, count, answer, scale, out) {
    const top = largest(logits, start, count);
    const sum = float32Sum(logits, start, count, top);
    for (let j = 0; j < count; j++) {
      const share = fround(fround(Math.exp(fround((logits[start + j] as number) - top))) / sum);
      out[start + j] = scale * (j === answer ? fround(share - 1) : share);
    }
  },
};

/** The losses by their names on the command line, in float64 where they are not meant to be otherwise. */
export const LOSS_FUNCTIONS: Readonly<Record<LossName, LossFunction>> = { softmax, stablemax, float32 };
