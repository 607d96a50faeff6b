import { angleBetween } from '../../nodes/clock-geometry';
import { groupDigits, percent } from '../../nodes/number-format';
import type { ModelViewData } from '../model-view/load';
import type { FinaleData, Losses } from './load';
import type { Machine, Working } from './working';

/** What goes in and what comes out. */
export function inAndOut({ p, example: { x, y, answer } }: ModelViewData): string {
  const right = (x + y) % p;
  const verdict = answer === right ? `${answer} comes out` : `${answer} comes out, not ${right}`;
  return `${x} and ${y} go in on the left; on the right, ${verdict}.`;
}

/** What the film has asked. */
export function question({ parameters }: ModelViewData): string {
  return `How can ${groupDigits(parameters)} learned numbers add? We looked inside. Read it again.`;
}

/** The embedding as clocks. */
export function clocksOf(keys: number): string {
  return keys === 1
    ? 'The embedding sets two hands on a clock: one for x, one for y.'
    : `The embedding sets two hands, one for x and one for y, on ${keys} clocks.`;
}

/** How many neurons keep to a clock. */
export function neuronsOf({ keys, most, others }: Machine): string {
  const all = most.length;
  const owned = `${all - others.length} of ${all} neurons`;
  return keys.length === 1
    ? `${owned} follow the clock.`
    : `${owned} follow one clock each: they form its ring.`;
}

/** One ring among several, or the only one. */
export function ringOf({ keys }: Machine, row: number): string {
  const { k, neurons } = keys[row] ?? { k: 0, neurons: { neurons: [] } };
  const count = neurons.neurons.length;
  return keys.length === 1
    ? `From near: every dot is one of its ${count} neurons.`
    : `The ring of k = ${k} from near: every dot is one of its ${count} neurons.`;
}

/** A hand that is off by no more than this points very near to where it should, in radians. */
const VERY_NEAR = Math.PI / 10;

/** What the neurons of a ring come to; it is measured, so it is not exact. */
export function pullOf(
  { x, y, pulls, exact }: Pick<Working, 'x' | 'y' | 'pulls' | 'exact'>,
  row: number,
): string {
  const off = Math.abs(angleBetween(pulls[row]?.angle ?? 0, exact[row] ?? 0));
  return off <= VERY_NEAR
    ? `Their votes together make a hand. It points to ${x} + ${y}, the small circle, or very near.`
    : `Their votes together make a hand. It points towards ${x} + ${y}, the small circle.`;
}

/** The highest peak. */
export function peakOf({ x, y, passage: { answer } }: Working): string {
  return `Add up all votes, and everything else: the highest peak is the answer, ${x} + ${y} = ${answer}.`;
}

/** How often it is right. */
export function rightOf({ accuracy: { of, sums, share } }: FinaleData): string {
  const which = of === 'unseen' ? `${groupDigits(sums)} sums that it never saw` : `${groupDigits(sums)} sums`;
  return share === 1
    ? `The same three steps for every sum: it is right on all ${which}.`
    : `The same three steps for every sum: it is right on ${percent(share, 1)} of the ${which}.`;
}

/** The loss with nothing but the clocks, against the whole network's. */
export function withClocksOnly({ full, restricted }: Losses): string {
  if (restricted < full) return 'It does, and the loss even falls.';
  return restricted < 10 * full
    ? 'It does, and the loss hardly changes.'
    : 'It does, but not as well as the whole.';
}

/** The loss without the clocks, against that of a blind guess among p answers. */
export function withoutClocks({ excluded }: Losses, p: number): string {
  return excluded > Math.log(p)
    ? 'It knows less than nothing: a blind guess would be better.'
    : 'The loss jumps: most of what it knew is gone.';
}
