import type { SeedResult } from './results-node';

/** One quantity of a trained network and the band in which published runs of the same setting have it. */
export interface Band {
  readonly name: string;
  readonly band: string;
  /** The number that is held against the band; null where there is none. */
  readonly of: (result: SeedResult) => number | null;
  readonly least?: number;
  readonly most?: number;
  readonly show: (value: number, result: SeedResult) => string;
}

const plain = (value: number) => String(value);
const fixed = (digits: number) => (value: number) => value.toFixed(digits);
const powers = (value: number) => value.toExponential(1).replace('e', 'e');
const percent = (value: number) => `${(100 * value).toFixed(1)} %`;

/**
 * The bands of the published runs: Nanda et al. 2023 (arXiv 2301.05217) and its public notebooks and checkpoints, at
 * p = 113, three tenths of the pairs, weight decay 1.
 */
export const BANDS: readonly Band[] = [
  {
    name: 'cross entropy of the initial weights',
    band: '4.75–4.79',
    of: ({ curves }) => curves.initialLoss,
    least: 4.75,
    most: 4.79,
    show: fixed(3),
  },
  {
    name: 'first step with a train loss below 0.01',
    band: '150–330',
    of: ({ curves }) => curves.memorisedStep,
    least: 150,
    most: 330,
    show: plain,
  },
  {
    name: 'peak of the test loss, and its step',
    band: '20–35, near 1300–1500',
    of: ({ curves }) => curves.peakTestLoss,
    least: 20,
    most: 35,
    show: (loss, { curves }) => `${loss.toFixed(1)}, ${curves.peakTestStep}`,
  },
  {
    name: 'first step with 95 % of the test pairs right',
    band: '5000–15 000',
    of: ({ curves }) => curves.step95,
    least: 5000,
    most: 15_000,
    show: plain,
  },
  {
    name: 'loss over all pairs, settled',
    band: '1e-7–4e-7',
    of: ({ settled }) => settled.loss,
    least: 1e-7,
    most: 4e-7,
    show: powers,
  },
  {
    name: 'sum of squared weights, settled',
    band: '835–960',
    of: ({ settled }) => settled.sumOfSquares,
    least: 835,
    most: 960,
    show: fixed(0),
  },
  {
    name: 'key frequencies',
    band: '3–6',
    of: ({ settled }) => settled.keyFrequencies.length,
    least: 3,
    most: 6,
    show: (_, { settled }) => settled.keyFrequencies.join(', '),
  },
  {
    name: 'variance of the logits explained by cos w_k(x+y−z) of the keys',
    band: '0.94–0.98',
    of: ({ settled }) => settled.logitFve,
    least: 0.94,
    most: 0.98,
    show: fixed(3),
  },
  {
    name: 'share of W_L in the key rows',
    band: '> 0.99',
    of: ({ settled }) => settled.unembedShare,
    least: 0.99,
    show: fixed(4),
  },
  {
    name: 'neurons explained by one frequency (share of variance ≥ 0.85)',
    band: '≥ 80 %',
    of: ({ settled }) => settled.neuronsExplained,
    least: 0.8,
    show: percent,
  },
  {
    name: 'excluded loss: train pairs without all keys',
    band: '≥ 5',
    of: ({ settled }) => settled.excludedLoss,
    least: 5,
    show: fixed(1),
  },
  {
    name: 'restricted loss over the full loss',
    band: '< 1',
    of: ({ settled }) => settled.restrictedLoss / settled.loss,
    most: 1,
    show: fixed(2),
  },
];

/** Whether a result lies in a band. */
export function isInside(
  { of, least = Number.NEGATIVE_INFINITY, most = Number.POSITIVE_INFINITY }: Band,
  result: SeedResult,
): boolean {
  const value = of(result);
  return value !== null && value >= least && value <= most;
}
