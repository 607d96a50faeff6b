import { InputError } from '../errors';
import type { FloatArray } from './weights';

/** How well logits answer. */
export interface Score {
  /** Mean cross entropy, in nats. */
  readonly loss: number;
  /** Share of the rows whose largest logit is the answer. */
  readonly accuracy: number;
}

/**
 * The cross entropy of one row of logits, −log softmax at the answer, as log1p(Σ_{j≠answer} exp(x_j − x_answer)):
 * nothing cancels, so that losses far below 1e-16 come out right. `top` shifts against overflow.
 */
export function crossEntropy(logits: FloatArray, start: number, count: number, answer: number): number {
  const right = logits[start + answer] as number;
  let largest = 0;
  for (let j = 0; j < count; j++) largest = Math.max(largest, (logits[start + j] as number) - right);
  if (largest === 0) {
    let others = 0;
    for (let j = 0; j < count; j++)
      if (j !== answer) others += Math.exp((logits[start + j] as number) - right);
    return Math.log1p(others);
  }
  let all = 0;
  for (let j = 0; j < count; j++) all += Math.exp((logits[start + j] as number) - right - largest);
  return largest + Math.log(all);
}

/** Whether the answer's logit is the largest; a tie with an earlier class counts against it, as argmax does. */
export function isRight(logits: FloatArray, start: number, count: number, answer: number): boolean {
  const right = logits[start + answer] as number;
  for (let j = 0; j < count; j++) {
    const other = logits[start + j] as number;
    if (other > right || (other === right && j < answer)) return false;
  }
  return !Number.isNaN(right);
}

/**
 * Loss and accuracy of [answers.length, classes] logits.
 *
 * @param classes - How many of the `columns` logits of a row take part; all when left out. Measures drop "=" this way.
 * @param lossOf - The loss of a row; the cross entropy when left out.
 * @throws InputError when the logits do not hold a row for each answer, or an answer is no class.
 */
export function score(
  logits: FloatArray,
  answers: ArrayLike<number>,
  columns: number,
  classes = columns,
  lossOf: typeof crossEntropy = crossEntropy,
): Score {
  if (logits.length !== answers.length * columns)
    throw new InputError(`${logits.length} logits are not ${answers.length} rows of ${columns}`);
  let loss = 0;
  let right = 0;
  for (let row = 0; row < answers.length; row++) {
    const answer = answers[row] as number;
    if (!(answer >= 0 && answer < classes))
      throw new InputError(`answer ${answer} of row ${row} is not one of the classes 0 to ${classes - 1}`);
    loss += lossOf(logits, row * columns, classes, answer);
    if (isRight(logits, row * columns, classes, answer)) right++;
  }
  return { loss: loss / answers.length, accuracy: right / answers.length };
}
