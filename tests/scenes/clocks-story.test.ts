import { describe, expect, it } from 'vitest';
import { angleBetween, idealDial, TURN } from '../../src/nodes/clock-geometry';
import {
  addition,
  answerDial,
  ballot,
  type ClocksData,
  chooseExample,
  cosineGap,
  type KeyWave,
  measuredRadius,
  peak,
  voteOf,
  windingAngle,
} from '../../src/scenes/clocks/story';

/** An ideal network: every clock is a perfect circle, and its logits are the votes of its clocks. */
function idealData(
  p: number,
  keys: readonly number[],
  pairs: readonly (readonly [number, number])[],
): ClocksData {
  const k = keys[0] ?? 1;
  const readout = { ...idealDial(p, k), r2: { cos: 1, sin: 1 }, weights: { cos: 3, sin: 4 } };
  const waves = keys.map((key, n): KeyWave => {
    const dial = idealDial(p, key);
    const scale = (values: ArrayLike<number>) => Float64Array.from(values, (value) => (20 - n) * value);
    return { k: key, cos: scale(dial.cos), sin: scale(dial.sin), share: 1 / keys.length, rank: n };
  });
  const examples = pairs.map(([x, y]) => {
    const logits = new Float64Array(p);
    for (const wave of waves)
      voteOf(wave, x + y, p).forEach((vote, z) => {
        logits[z] = (logits[z] ?? 0) + vote + 3;
      });
    return { x, y, logits };
  });
  return { p, dModel: 128, k, x: readout, y: readout, keys: waves, examples };
}

describe('the story of the clocks', () => {
  it('lets the votes peak at x + y mod p for every pair and any number of keys', () => {
    const p = 23;
    for (const keys of [[1], [4, 9], [2, 5, 7], [1, 2, 3, 4, 5, 6, 7, 8]]) {
      const pairs = Array.from({ length: p * p }, (_, pair) => [Math.floor(pair / p), pair % p] as const);
      const data = idealData(p, keys, pairs);
      for (const example of data.examples) {
        const { answer, total, partial, fve } = ballot(data, example);
        expect(answer).toBe((example.x + example.y) % p);
        expect(peak(total)).toBe(answer);
        expect(partial).toHaveLength(keys.length);
        expect(fve).toBeCloseTo(1, 9);
      }
    }
  });

  it('gives every clock its highest vote exactly where its two hands meet', () => {
    const data = idealData(113, [4, 15, 42], [[93, 85]]);
    for (const key of data.keys) {
      const vote = voteOf(key, 93 + 85, 113);
      expect(peak(vote)).toBe((93 + 85) % 113);
      // The vote is the radius times the cosine of the angle between the hand of z and the hand of x + y.
      const radius = Math.hypot(key.cos[0] ?? 0, key.sin[0] ?? 0);
      for (const z of [0, 17, 112]) {
        const apart = angleBetween((TURN * key.k * z) / 113, (TURN * key.k * 178) / 113);
        expect(vote[z]).toBeCloseTo(radius * Math.cos(apart), 9);
      }
    }
  });

  it('says how far logits that are not clocks differ from the votes', () => {
    const data = idealData(23, [2, 5], [[3, 4]]);
    const [example] = data.examples;
    if (example === undefined) throw new Error('the data has an example');
    const noise = example.logits.map((logit, z) => logit + (z % 2 === 0 ? 8 : -8));
    const { fve } = ballot(data, { ...example, logits: noise });
    expect(fve).toBeGreaterThan(0.5);
    expect(fve).toBeLessThan(0.95);
  });

  it('adds the hands of x and y to the hand of x + y, past the full turn', () => {
    const data = idealData(113, [4], []);
    const sum = addition(data, { x: 20, y: 25 });
    expect(sum.turns).toBe(1);
    expect(sum.sum - TURN).toBeCloseTo(sum.exact, 9);
    expect(addition(data, { x: 1, y: 2 }).turns).toBe(0);
  });

  it('knows by how much adding cosines misses the cosine of the sum', () => {
    expect(cosineGap({ a: 0, b: 0 })).toBeCloseTo(1, 12);
    expect(cosineGap({ a: Math.PI, b: Math.PI })).toBeCloseTo(-3, 12);
  });

  it('winds the measured hand k times round while x counts to p, jitter and all', () => {
    const [p, k] = [113, 9];
    const ideal = idealDial(p, k);
    const jitter = (n: number) => 0.15 * Math.sin(7 * n);
    const dial = {
      cos: Float64Array.from(ideal.cos, (c, n) => c + jitter(n)),
      sin: Float64Array.from(ideal.sin, (s, n) => s + jitter(n + 50)),
    };
    expect(windingAngle(dial, k, p) - windingAngle(dial, k, 0)).toBeCloseTo(k * TURN, 9);
    for (let n = 0; n < p; n++) {
      expect(Math.abs(windingAngle(dial, k, n) - (TURN * k * n) / p)).toBeLessThan(0.3);
      const middle = (windingAngle(dial, k, n) + windingAngle(dial, k, n + 1)) / 2;
      expect(windingAngle(dial, k, n + 0.5)).toBeCloseTo(middle, 9);
    }
    expect(measuredRadius(ideal, 3.5)).toBeCloseTo(1, 12);
  });

  it('scales the dial of the answers to a root mean square radius of 1', () => {
    const [key] = idealData(113, [15], []).keys;
    if (key === undefined) throw new Error('the data has a key');
    const { cos, sin } = answerDial(key);
    expect(Math.hypot(cos[40] ?? 0, sin[40] ?? 0)).toBeCloseTo(1, 9);
  });

  it('chooses an example that wraps both as a number and as an angle', () => {
    const data = idealData(
      113,
      [4, 15],
      [
        [1, 2],
        [60, 70],
        [100, 103],
        [75, 80],
        [99, 38],
      ],
    );
    const chosen = chooseExample(data);
    expect(chosen).toBeDefined();
    if (chosen === undefined) return;
    expect(chosen.x + chosen.y).toBeGreaterThanOrEqual(113);
    expect(addition(data, chosen).turns).toBeGreaterThanOrEqual(1);
    expect(chooseExample({ ...data, examples: [] })).toBeUndefined();
  });
});
