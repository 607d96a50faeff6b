import type { Numbers } from '../../analysis/dft';
import type { Network } from '../../analysis/example-activations';
import { jointVote, type NeuronVotes } from '../../analysis/neuron-votes';
import { angleBetween, type Dial, dialAngle, TURN, withinTurn } from '../../nodes/clock-geometry';
import { mixWaves } from '../../nodes/wave-geometry';
import { centred, type KeyWave, voteOf } from '../clocks/story';
import { type Passage, passageOf } from '../model-view/load';

/** One key frequency through the whole network: its hands, its neurons, its vote. */
export interface KeyRow extends KeyWave {
  /** Where the probes read each residue at the first and at the second place. */
  readonly x: Dial;
  readonly y: Dial;
  /** Where the logits place each answer. */
  readonly answers: Dial;
  readonly neurons: NeuronVotes;
  /** The longest joint vote of these neurons over all pairs: a hand as long as the radius. */
  readonly longest: number;
  /** The direction in which each of these neurons votes, in radians, and how strongly it can: 1 is the strongest. */
  readonly places: readonly { readonly angle: number; readonly strength: number }[];
}

/** The network with its clocks inside. */
export interface Machine {
  readonly p: number;
  readonly network: Network;
  /** Slowest first. */
  readonly keys: readonly KeyRow[];
  /** The neurons that follow no key frequency. */
  readonly others: readonly number[];
  /** Mean and largest activation of each neuron over all pairs. */
  readonly means: Numbers;
  readonly most: Numbers;
  readonly meanLogits: Numbers;
}

/** A hand: radians, and its length in units of its clock's radius. */
export interface Pointer {
  readonly angle: number;
  readonly reach: number;
}

/** What the machine does with one pair: a forward pass, and what it says in terms of clocks. */
export interface Working {
  readonly x: number;
  readonly y: number;
  readonly passage: Passage;
  /** For each key, as the probes read them. */
  readonly hands: readonly { readonly x: Pointer; readonly y: Pointer }[];
  /** For each key, where its neurons together vote, about their means; and where x + y lies on its clock. */
  readonly pulls: readonly Pointer[];
  readonly exact: readonly number[];
  /** How active each neuron is, as a part of the most that it ever is. */
  readonly levels: Float64Array;
  /** For each key, its waves of x + y in the logits; and everything else in them. Together they are the logits. */
  readonly votes: readonly Float64Array[];
  readonly rest: Float64Array;
  /** The logits about their mean. */
  readonly logits: Float64Array;
}

/** Sends a pair through the machine. */
export function workOut(machine: Machine, x: number, y: number): Working {
  const { p, network, keys, means, most } = machine;
  const passage = passageOf(network, x, y);
  const { post } = passage.values;
  const logits = centred(Float64Array.from({ length: p }, (_, z) => passage.values.logits[z] ?? 0));
  const votes = keys.map((key) => voteOf(key, x + y, p));
  const read = (dial: Dial, n: number): Pointer => ({
    angle: dialAngle(dial, n),
    reach: Math.hypot(dial.cos[n] ?? 0, dial.sin[n] ?? 0),
  });
  return {
    x,
    y,
    passage,
    hands: keys.map((key) => ({ x: read(key.x, x), y: read(key.y, y) })),
    pulls: keys.map(({ neurons, longest }) => {
      const { cos, sin } = jointVote(neurons, Float64Array.from(post), means);
      return {
        angle: withinTurn(Math.atan2(sin, cos)),
        reach: longest > 0 ? Math.hypot(cos, sin) / longest : 0,
      };
    }),
    exact: keys.map(({ k }) => (TURN * ((k * (x + y)) % p)) / p),
    levels: Float64Array.from(post, (a, i) => Math.max(0, a) / Math.max(Number.MIN_VALUE, most[i] ?? 0)),
    votes,
    rest: mixWaves([logits, ...votes], [1, ...votes.map(() => -1)], p),
    logits,
  };
}

/** A hand on its way from one place to another, the shorter way round. */
export function between(from: Pointer, to: Pointer, gone: number): Pointer {
  return {
    angle: from.angle + gone * angleBetween(from.angle, to.angle),
    reach: from.reach + gone * (to.reach - from.reach),
  };
}

/** How much of each part of the logits is there, 0 … 1; and how much of the mean logits is put back for what left. */
export interface Kept {
  readonly clocks: number;
  readonly rest: number;
}

/**
 * The scores when only a part of them is kept. With the clocks alone they are what the restricted loss is taken of
 * (the waves and the mean logits), without the clocks what the excluded loss is taken of.
 */
export function scoresOf(
  { votes, rest }: Pick<Working, 'votes' | 'rest'>,
  meanLogits: Numbers,
  { clocks, rest: others }: Kept,
): Float64Array {
  return mixWaves(
    [...votes, rest, centred(meanLogits)],
    [...votes.map(() => clocks), others, 1 - others],
    rest.length,
  );
}
