import { groupDigits, percent } from '../../nodes/number-format';
import { RISEN, type TrainingCurves, type TrainingStory, valueAtStep } from './training-curves';

/** Says how the two sets of pairs fare at a step soon after the first is memorised. */
export function earlySentence({ testAccuracy }: TrainingCurves, step: number, p: number): string {
  const others = valueAtStep(testAccuracy, step);
  // Within a factor of two of one in p, the difference from a guess is not worth a word.
  const fare = others < 2 / p ? 'no better than a guess' : `${shortPercent(others)} right`;
  return `The pairs it is trained on: all right, almost at once. All others: ${fare}.`;
}

/** Says how long test accuracy keeps the viewer waiting. */
export function plateauSentence(
  { testAccuracy }: TrainingCurves,
  { risen }: TrainingStory,
  from: number,
): string {
  const [low, high] = [shortPercent(valueAtStep(testAccuracy, from)), shortPercent(RISEN)];
  return `Then a long plateau: ${groupDigits(risen - from)} steps to get from ${low} to ${high}.`;
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
