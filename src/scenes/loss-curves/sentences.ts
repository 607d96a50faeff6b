import { groupDigits, percent } from '../../nodes/number-format';
import { risenAccuracy, type TrainingCurves, type TrainingStory, valueAtStep } from './training-curves';

/** Says how the two sets of pairs fare at a step soon after the first is memorised. */
export function earlySentence({ level }: TrainingStory, p: number): string {
  // Within a factor of two of one in p, the difference from a guess is not worth a word.
  const fare = level < 2 / p ? 'no better than a guess' : `${shortPercent(level)} right`;
  return `The pairs it is trained on: all right, almost at once. All others: ${fare}.`;
}

/** Says how long test accuracy keeps the viewer waiting. */
export function plateauSentence({ early, level, risen }: TrainingStory): string {
  const [low, high] = [shortPercent(level), shortPercent(risenAccuracy(level))];
  return `Then a long plateau: ${groupDigits(risen - Math.round(early))} steps to get from ${low} to ${high}.`;
}

/** Says where the two losses end, as far as it is true of this run. */
export function floorSentence({ trainLoss, testLoss }: TrainingCurves): string {
  return valueAtStep(testLoss, Infinity) < 10 * valueAtStep(trainLoss, Infinity)
    ? 'On a logarithmic axis, both come down to the same floor.'
    : 'On a logarithmic axis, test loss follows train loss down.';
}

/** A percentage with two digits at most. */
function shortPercent(share: number): string {
  return percent(share, share < 0.1 ? 1 : 0);
}

/** Names each phase, and says by what rule it ends. */
export const phaseSentences = [
  'Memorisation: every train pair by heart. It ends where the excluded loss is lowest.',
  'Circuit formation: the general solution grows beside what was memorised.',
  'Clean-up: the weights shrink fastest here. It ends when they have settled.',
] as const;
