import type { TrainChoices } from '../train-presets';

/** One way to grok sooner: what it changes of the default training, and where that comes from. */
export interface SpeedUp {
  /** Of its results: a file name. */
  readonly id: string;
  readonly name: string;
  readonly change: Partial<TrainChoices>;
  /** Why these values. */
  readonly source: string;
}

/** What is tried, in the order of the table. */
export const SPEED_UPS: readonly SpeedUp[] = [
  { id: 'baseline', name: 'none', change: {}, source: 'the default training: AdamW, weight decay 1' },
  {
    id: 'smoothness',
    name: 'smoothness penalty',
    change: { smoothness: 1e-3 },
    source: 'a penalty on the roughness of the embedding, as in the presets `video` and `quick`',
  },
  {
    id: 'grokfast-ema',
    name: 'Grokfast, moving average',
    change: { grokfast: 2, grokfastAlpha: 0.98 },
    source:
      'λ and α of [arXiv 2405.20233](https://arxiv.org/abs/2405.20233) for its product task; that has a weight decay of 0.005 inside the gradient, here it stays 1 and outside',
  },
  {
    id: 'grokfast-ma',
    name: 'Grokfast, window',
    change: { grokfast: 5, grokfastWindow: 100 },
    source: 'λ and window of the same paper for the same task, from when the window is full',
  },
  {
    id: 'orthogonal',
    name: '⊥Grad',
    change: { orthogonalGradient: true, weightDecay: 0 },
    source:
      '[arXiv 2501.04697](https://arxiv.org/abs/2501.04697): without weight decay, with our learning rate, which is that of its transformer',
  },
  {
    id: 'stablemax',
    name: 'StableMax',
    change: { loss: 'stablemax' },
    source: 'the loss of the same paper beside our weight decay of 1; there it is tried without',
  },
  {
    id: 'orthogonal-stablemax',
    name: '⊥Grad and StableMax',
    change: { orthogonalGradient: true, loss: 'stablemax', weightDecay: 0 },
    source: 'both, without weight decay',
  },
  {
    id: 'weight-norm',
    name: 'constant weight norm',
    change: { weightNorm: 30, weightDecay: 0 },
    source:
      '[arXiv 2210.01117](https://arxiv.org/abs/2210.01117): the norm held instead of weight decay, at about that of a settled network (the root of its sum of squares)',
  },
];
