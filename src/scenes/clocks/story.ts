import type { Numbers } from '../../analysis/dft';
import { fractionOfVarianceExplained, mean } from '../../analysis/fve';
import type { LogitWave } from '../../analysis/logit-waves';
import { angleBetween, type Dial, dialAngle, fullTurns, TURN } from '../../nodes/clock-geometry';
import { mixWaves } from '../../nodes/wave-geometry';

/** Two sparse probes of one token's embedding: where each residue stands on the clock of one key frequency. */
export interface Readout extends Dial {
  /** R² of the two probes, and how many embedding entries each reads. */
  readonly r2: { readonly cos: number; readonly sin: number };
  readonly weights: { readonly cos: number; readonly sin: number };
}

/** A key frequency with what it says about every answer. */
export interface KeyWave extends LogitWave {
  /** Its share of the variance of all logits, and its place among the keys by that share: 0 for the strongest. */
  readonly share: number;
  readonly rank: number;
}

/** A pair that the recording holds the logits of; by the rule of worked examples it was held out of training. */
export interface Example {
  readonly x: number;
  readonly y: number;
  /** The network's logits for the answers 0 … p−1. */
  readonly logits: Numbers;
}

/** What the chapter takes from a recording. */
export interface ClocksData {
  readonly p: number;
  /** Entries of the embedding, of which the probes read a few. */
  readonly dModel: number;
  /** The key frequency of the two readouts. */
  readonly k: number;
  readonly x: Readout;
  readonly y: Readout;
  /** Slowest first, as the hands of a clock tell first the rough and then the fine. */
  readonly keys: readonly KeyWave[];
  readonly examples: readonly Example[];
}

/** The hands of one example on the clock of the readouts, in radians; all as measured but `exact`. */
export interface Addition {
  /** The hand of x and the hand of y, in [0, 2π). */
  readonly a: number;
  readonly b: number;
  /** a + b, which may exceed a full turn, and how many full turns it holds. */
  readonly sum: number;
  readonly turns: number;
  /** The hand of x + y by the formula, 2πk(x + y)/p, in [0, 2π). */
  readonly exact: number;
}

/** See {@link Addition}. */
export function addition({ p, k, x, y }: ClocksData, example: Pick<Example, 'x' | 'y'>): Addition {
  const a = dialAngle(x, example.x);
  const b = dialAngle(y, example.y);
  return {
    a,
    b,
    sum: a + b,
    turns: fullTurns(a + b),
    exact: (TURN * ((k * (example.x + example.y)) % p)) / p,
  };
}

/**
 * The measured direction of residue n on a dial, counted through all the turns that lie before it, so that it
 * grows by about 2πk/p from each n to the next; fractions of n lie between their neighbours.
 */
export function windingAngle(dial: Dial, k: number, n: number): number {
  const p = dial.cos.length;
  const at = (i: number) => {
    const ideal = (TURN * k * i) / p;
    return ideal + angleBetween(ideal, dialAngle(dial, i % p));
  };
  const left = Math.floor(n);
  return left === n ? at(left) : at(left) + (at(left + 1) - at(left)) * (n - left);
}

/** The distance of residue n on a dial from its centre; fractions of n lie between their neighbours. */
export function measuredRadius({ cos, sin }: Dial, n: number): number {
  const p = cos.length;
  const at = (i: number) => Math.hypot(cos[i % p] ?? 0, sin[i % p] ?? 0);
  const left = Math.floor(n);
  return at(left) + (at(left + 1) - at(left)) * (n - left);
}

/** The vote of one frequency for every answer when the summands make s: C[z]·cos(ws) + S[z]·sin(ws). */
export function voteOf(wave: LogitWave, s: number, p: number): Float64Array {
  const angle = (TURN * ((wave.k * s) % p)) / p;
  return mixWaves([wave.cos, wave.sin], [Math.cos(angle), Math.sin(angle)], p);
}

/** The place of every answer on the clock of a key frequency, (C[z], S[z]) over their root mean square radius. */
export function answerDial(wave: LogitWave): Dial {
  let squares = 0;
  for (let z = 0; z < wave.cos.length; z++) squares += (wave.cos[z] ?? 0) ** 2 + (wave.sin[z] ?? 0) ** 2;
  const radius = Math.sqrt(squares / wave.cos.length) || 1;
  return { cos: wave.cos.map((c) => c / radius), sin: wave.sin.map((s) => s / radius) };
}

/** The values less their mean: a constant added to all logits changes no probability. */
export function centred(values: Numbers): Float64Array {
  const centre = mean(values);
  return Float64Array.from(values, (value) => value - centre);
}

/** The place of the largest value. */
export function peak(values: ArrayLike<number>): number {
  let best = 0;
  for (let z = 1; z < values.length; z++) if ((values[z] ?? 0) > (values[best] ?? 0)) best = z;
  return best;
}

/** The votes of one example and what they come to. */
export interface Ballot {
  /** (x + y) mod p. */
  readonly answer: number;
  /** One wave over all answers per key frequency, slowest first. */
  readonly votes: readonly Float64Array[];
  /** The votes of the first n frequencies together, for n = 1 … all. */
  readonly partial: readonly Float64Array[];
  /** All votes together. */
  readonly total: Float64Array;
  /** The network's own logits, centred. */
  readonly logits: Float64Array;
  /** The fraction of the variance of these logits, over the answers, that the votes explain. */
  readonly fve: number;
}

/** See {@link Ballot}. */
export function ballot({ p, keys }: ClocksData, { x, y, logits }: Example): Ballot {
  const answer = (x + y) % p;
  const votes = keys.map((key) => voteOf(key, answer, p));
  const partial = votes.map((_, n) =>
    mixWaves(
      votes.slice(0, n + 1),
      votes.slice(0, n + 1).map(() => 1),
      p,
    ),
  );
  const total = partial.at(-1) ?? new Float64Array(p);
  const own = centred(logits);
  return {
    answer,
    votes,
    partial,
    total,
    logits: own,
    fve: fractionOfVarianceExplained(own, centred(total)),
  };
}

/** By how much cos a + cos b misses cos(a + b). */
export function cosineGap({ a, b }: Pick<Addition, 'a' | 'b'>): number {
  return Math.cos(a) + Math.cos(b) - Math.cos(a + b);
}

const DEGREE = TURN / 360;

/**
 * The example that shows most: the first of those that meet most of these conditions. The network is right; the
 * sum passes p; the hands pass the full turn; no two hands and no axis lie too close to tell apart; adding the
 * cosines is plainly wrong; the peak stands away from the ends of the axis.
 */
export function chooseExample(data: ClocksData): Example | undefined {
  const met = (example: Example) => {
    const { a, b, sum, turns } = addition(data, example);
    const answer = (example.x + example.y) % data.p;
    // The two ends of the cosine axis count as hands: a shadow must be told from the hand that throws it.
    const hands = [0, TURN / 2, a, b, sum];
    const apart = hands.every((one, i) =>
      hands.slice(i + 1).every((other) => Math.abs(angleBetween(one, other)) > 20 * DEGREE),
    );
    const place = answer / data.p;
    return [
      peak(example.logits) === answer,
      example.x + example.y >= data.p,
      turns >= 1,
      apart,
      Math.abs(cosineGap({ a, b })) > 0.5,
      place > 0.15 && place < 0.85,
    ].filter(Boolean).length;
  };
  let best: Example | undefined;
  let most = -1;
  for (const example of data.examples) {
    const count = met(example);
    if (count > most) [best, most] = [example, count];
  }
  return best;
}
