import { crossEntropy, isRight } from '../model/loss';
import type { FloatArray } from '../model/weights';

/** A mean cross entropy in nats over all pairs, over the train pairs and over the test pairs. */
export interface LossTriple {
  readonly all: number;
  readonly train: number;
  readonly test: number;
}

/** Which pairs (row-major index in the table) were trained on; the others are held out. */
export interface PairSplit {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/** Loss and accuracy on both sides of a split. */
export interface SplitScore {
  readonly loss: LossTriple;
  readonly accuracy: { readonly train: number; readonly test: number };
}

/** The mean of something over the train pairs, over the test pairs, and over both; NaN over no pairs. */
export function averageOverSplit(of: (pair: number) => number, { train, test }: PairSplit): LossTriple {
  const total = (pairs: Int32Array) => pairs.reduce((sum, pair) => sum + of(pair), 0);
  const [onTrain, onTest] = [total(train), total(test)];
  return {
    all: (onTrain + onTest) / (train.length + test.length),
    train: onTrain / train.length,
    test: onTest / test.length,
  };
}

/**
 * Scores the logits of all pairs with the residues as classes: a further column, "=", takes no part.
 *
 * @param values logits [pairs, columns]; @param labels the answer of every pair.
 */
export function scoreSplit(
  values: FloatArray,
  columns: number,
  labels: Int32Array,
  classes: number,
  split: PairSplit,
): SplitScore {
  const right = averageOverSplit(
    (pair) => (isRight(values, pair * columns, classes, labels[pair] as number) ? 1 : 0),
    split,
  );
  return {
    loss: averageOverSplit(
      (pair) => crossEntropy(values, pair * columns, classes, labels[pair] as number),
      split,
    ),
    accuracy: { train: right.train, test: right.test },
  };
}
