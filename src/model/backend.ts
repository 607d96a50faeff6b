import type { Score } from './loss';
import type { Weights } from './weights';

/** Everything that training goes on from: the same state gives the same bits. */
export interface TrainingState {
  /** The number of updates made so far. */
  readonly step: number;
  readonly weights: Weights<Float32Array>;
  /** AdamW's running mean of the gradient. */
  readonly mean: Weights<Float32Array>;
  /** AdamW's running mean of the squared gradient. */
  readonly square: Weights<Float32Array>;
  /** Grokfast's moving average of the gradient, where it is on. */
  readonly slow?: Weights<Float32Array>;
  /** Grokfast-MA's latest gradients: that of update n stands at (n − 1) mod the window's length. */
  readonly window?: readonly Weights<Float32Array>[];
}

/**
 * Softmax; the StableMax of Prieto et al. 2025 (arXiv 2501.04697); or softmax all in float32, as most code has it:
 * its loss ends at zero near 1e-7, and without weight decay the training slingshots from there.
 */
export const LOSSES = ['softmax', 'stablemax', 'float32'] as const;

export type LossName = (typeof LOSSES)[number];

/** AdamW (Loshchilov and Hutter 2019) and what is added to the loss. */
export interface OptimizerOptions {
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  /** Weight of the smoothness penalty of the embedding; see `smoothnessPenalty`. */
  readonly smoothness: number;
  /** What makes probabilities of logits in the cross entropy, when training and when evaluating. */
  readonly loss: LossName;
  /** λ of Grokfast: how much of the gradient's slow part is added to it; 0 is off. */
  readonly grokfast: number;
  /** α of Grokfast's moving average. */
  readonly grokfastAlpha: number;
  /** Grokfast-MA: the slow part is the mean of so many latest gradients, once there are as many; 0 is Grokfast-EMA. */
  readonly grokfastWindow: number;
  /** ⊥Grad: whether the gradient's part along each weight is taken out of it. */
  readonly orthogonalGradient: boolean;
  /** The Euclidean norm that all weights together are kept at after every update (Omnigrok); 0 is off. */
  readonly weightNorm: number;
}

/** AdamW of the published runs, and nothing beside. */
export const PLAIN_ADAMW: OptimizerOptions = {
  beta1: 0.9,
  beta2: 0.98,
  epsilon: 1e-8,
  weightDecay: 1,
  smoothness: 0,
  loss: 'softmax',
  grokfast: 0,
  grokfastAlpha: 0.98,
  grokfastWindow: 0,
  orthogonalGradient: false,
  weightNorm: 0,
};

/** What trains: full batch on the training pairs that it was made with. */
export interface Backend {
  /** For the record: which code, in which variant. */
  readonly name: string;
  readonly threads: number;
  /** Takes over a state. */
  load(state: TrainingState): Promise<void>;
  /** A copy of the state. */
  read(): Promise<TrainingState>;
  /**
   * One update at a learning rate.
   *
   * @returns loss and accuracy of the weights before it on the training pairs, without the penalty.
   */
  step(learningRate: number): Promise<Score>;
  /** The gradient of loss and penalty at the current weights. */
  gradients(): Promise<Weights<Float32Array>>;
  /** Loss and accuracy on any pairs that have an answer, with the current weights. */
  evaluate(pairs: Int32Array): Promise<Score>;
  /** Logits of any pairs, [pairs, dVocabOut], with the current weights. */
  logits(pairs: Int32Array): Promise<Float32Array>;
  /** Ends threads and frees memory; nothing works afterwards. */
  close(): Promise<void>;
}
