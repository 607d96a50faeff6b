import { describe, expect, it } from 'vitest';
import {
  jointVote,
  longestVote,
  neuronActivity,
  neuronVotes,
  votesOfClusters,
} from '../../src/analysis/neuron-votes';
import { foldNetwork } from '../../src/model/network';
import { wiredNetwork } from './clock-network';

const TURN = 2 * Math.PI;
/** How far two directions are apart. */
const apart = (a: number, b: number) => Math.abs(Math.atan2(Math.sin(a - b), Math.cos(a - b)));

describe('the votes of neurons', () => {
  it('are the amplitude and the direction of a wave over the answers, and nothing of other frequencies', () => {
    const [p, columns] = [13, 14];
    const row = (of: (z: number) => number) =>
      Array.from({ length: columns }, (_, z) => (z < p ? of(z) : 99));
    const w = TURN / p;
    const effective = Float64Array.of(
      ...row((z) => 3 * Math.cos(2 * w * z - 0.7) + 5),
      ...row((z) => Math.cos(3 * w * z)),
    );
    const { cos, sin } = neuronVotes(effective, columns, p, 2, [0, 1]);
    expect(Math.hypot(cos[0] ?? 0, sin[0] ?? 0)).toBeCloseTo(3, 10);
    expect(Math.atan2(sin[0] ?? 0, cos[0] ?? 0)).toBeCloseTo(0.7, 10);
    expect(Math.hypot(cos[1] ?? 0, sin[1] ?? 0)).toBeCloseTo(0, 10);
  });

  it('of a network that is wired to add angles stand at −2φ, and together they point to x + y', () => {
    const [p, frequencies] = [17, [1, 4]];
    const { architecture, weights } = wiredNetwork(p, frequencies);
    const network = foldNetwork(architecture, weights);
    const phases = architecture.dMlp / frequencies.length;
    const clusters = new Map(
      frequencies.map((k, i) => [k, Array.from({ length: phases }, (_, j) => i * phases + j)] as const),
    );
    const votes = votesOfClusters(network, clusters);
    const activity = neuronActivity(network);
    const { values, means, most } = activity;
    // ReLU(cos a + cos b) with both hands at the neuron's own phase.
    expect(Math.max(...most)).toBeCloseTo(2, 1);
    for (const vote of votes) {
      for (let j = 0; j < phases; j++) {
        expect(Math.hypot(vote.cos[j] ?? 0, vote.sin[j] ?? 0)).toBeCloseTo(1, 6);
        const angle = Math.atan2(vote.sin[j] ?? 0, vote.cos[j] ?? 0);
        expect(apart(angle, (-2 * TURN * j) / phases)).toBeLessThan(1e-6);
      }
      for (const [x, y] of [
        [0, 0],
        [3, 5],
        [16, 9],
        [11, 12],
      ] as const) {
        const at = (x * p + y) * architecture.dMlp;
        const joint = jointVote(vote, values.subarray(at, at + architecture.dMlp), means);
        const points = Math.atan2(joint.sin, joint.cos);
        expect(apart(points, (TURN * vote.k * (x + y)) / p)).toBeLessThan(0.01);
        // |cos(w(x − y)/2)| is 1 where x = y, and never more.
        const longest = longestVote(vote, activity);
        const share = Math.abs(Math.cos((Math.PI * vote.k * (x - y)) / p));
        expect(Math.hypot(joint.cos, joint.sin) / longest).toBeCloseTo(share, 1);
      }
    }
  });

  it('count from the mean of each neuron', () => {
    const means = Float64Array.of(2, 15);
    const vote = { k: 1, neurons: [1], cos: Float64Array.of(2), sin: Float64Array.of(-1) };
    expect(jointVote(vote, Float64Array.of(7, 20), means)).toEqual({ cos: 10, sin: -5 });
    expect(jointVote(vote, Float64Array.of(7, 15), means)).toEqual({ cos: 0, sin: 0 });
  });
});
