import { groupDigits, percent } from '../../nodes/number-format';
import { MEMORISED } from '../loss-curves/training-curves';
import type { DiscoveryData } from './load';
import { REPORT } from './published';

/** What the network is given. */
export function given({ trainPairs, pairs }: DiscoveryData): string {
  return `An experiment: a network is shown ${groupDigits(trainPairs)} of ${groupDigits(pairs)} answers, over and over.`;
}

/** How soon it knows them. */
export function byHeart({ memorised }: DiscoveryData): string {
  return `These are the train pairs. By step ${groupDigits(memorised)} it knows ${percent(MEMORISED, 0)} of them by heart.`;
}

/** How it does on the others when one would stop; a guess is right once in so many times. */
export function others({ atStop, answers }: DiscoveryData): string {
  const share = percent(atStop.test, atStop.test < 0.1 ? 1 : 0);
  // Within a factor of two of a guess, the difference is not worth a word.
  return atStop.test < 2 / answers
    ? 'On all others, the test pairs, it does no better than a guess.'
    : `Of all others, the test pairs, it gets ${share} right.`;
}

/** How many times as long as memorising it took to generalise: the one to the other at the same accuracy. */
export function delayFactor({ memorised, grokked }: Pick<DiscoveryData, 'memorised' | 'grokked'>): number {
  return Math.round(grokked / memorised);
}

/** The same as a sentence. */
export function delaySentence(data: DiscoveryData): string {
  return `Knowing the others, too, took ${delayFactor(data)} times as many steps.`;
}

/** The same of the published run, whose figures are powers of ten. */
export function publishedDelay(): string {
  const factor = REPORT.grokkedNear / REPORT.memorisedBefore;
  return `In the paper it took about ${groupDigits(factor)} times as many steps.`;
}
