import { InputError } from '../../errors';
import type { Run } from '../../recording/run';
import { labels, type NamedTensor, select } from '../../recording/tensor';

/** A worked example whose answer fails when one key frequency is removed from its logits. */
export interface Removal {
  readonly x: number;
  readonly y: number;
  /** The right answer, x + y mod p. */
  readonly answer: number;
  /** The key frequency that is removed. */
  readonly k: number;
  /** The network's logits of this example, about their mean, and what the frequency votes for each answer. */
  readonly logits: Float64Array;
  readonly vote: Float64Array;
  /** What the network answers without it. */
  readonly wrong: number;
  /** Loss over all pairs: of the network, without the frequency, and without another one that is no key. */
  readonly loss: { readonly full: number; readonly removed: number; readonly control: number };
}

/**
 * Chooses what to remove and from which example: of the worked examples that the network answers rightly, and wrongly
 * without one key frequency, that where the wrong answer leads most; the frequencies whose removal costs most first.
 *
 * @throws InputError if no example fails, or a tensor is missing.
 */
export async function chooseRemoval(run: Run): Promise<Removal> {
  const { p } = run;
  const ablation = await run.tensor('ablation.frequency.loss');
  const waves = await run.tensor('logits.wave');
  const pairs = await run.tensor('examples.pair');
  const logits = await run.tensor('examples.logits');
  const full = await run.tensor('loss.full.over_steps');
  const one = (tensor: NamedTensor, at: Readonly<Record<string, number | string>>) =>
    Number(select(tensor, at).data[0]);
  const keys = labels(ablation, 'key')
    .map(Number)
    .sort(
      (a, b) => one(ablation, { key: b, variant: 'removed' }) - one(ablation, { key: a, variant: 'removed' }),
    );
  for (const k of keys) {
    const [cos, sin] = ['cos', 'sin'].map((part) => select(waves, { key: k, part }).data);
    let best: { readonly lead: number; readonly removal: Removal } | undefined;
    for (const example of labels(pairs, 'example')) {
      const [x, y] = [one(pairs, { example, operand: 'x' }), one(pairs, { example, operand: 'y' })];
      const answer = (x + y) % p;
      const raw = Float64Array.from(select(logits, { example }).data, Number);
      const mean = raw.reduce((sum, value) => sum + value / p, 0);
      const own = raw.map((value) => value - mean);
      const angle = (2 * Math.PI * ((k * answer) % p)) / p;
      const vote = own.map((_, z) => Number(cos?.[z]) * Math.cos(angle) + Number(sin?.[z]) * Math.sin(angle));
      const left = without(own, vote, 1);
      const wrong = highest(left);
      const lead = (left[wrong] as number) - (left[answer] as number);
      if (highest(own) !== answer || wrong === answer || lead <= (best?.lead ?? 0)) continue;
      const loss = {
        full: one(full, { step: Number(labels(full, 'step').at(-1)), set: 'all' }),
        removed: one(ablation, { key: k, variant: 'removed' }),
        control: one(ablation, { key: k, variant: 'control' }),
      };
      best = { lead, removal: { x, y, answer, k, logits: own, vote, wrong, loss } };
    }
    if (best !== undefined) return best.removal;
  }
  throw new InputError(
    `the chapter "excluded-loss" shows an answer that fails without one key frequency, and none of the worked examples of run "${run.name}" does. ` +
      'Choose another run with run=.',
  );
}

/** The logits when so much of a vote is taken out of them. */
export function without(logits: Float64Array, vote: Float64Array, removed: number): Float64Array {
  return logits.map((value, z) => value - removed * (vote[z] as number));
}

/** The answer with the highest logit. */
export function highest(logits: Float64Array): number {
  let best = 0;
  for (let z = 1; z < logits.length; z++) if ((logits[z] as number) > (logits[best] as number)) best = z;
  return best;
}
