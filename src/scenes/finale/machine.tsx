import { Node } from '@motion-canvas/2d';
import {
  all,
  createSignal,
  type SimpleSignal,
  type ThreadGenerator,
  type TimingFunction,
  Vector2,
} from '@motion-canvas/core';
import type { NetworkLayout } from '../../nodes/network/layout';
import { mixWaves } from '../../nodes/wave-geometry';
import { ease } from '../../theme';
import { type MachineLayout, machineLayout } from './layout';
import { buildDials, type Dials } from './machine-dials';
import { buildRings, type Rings } from './machine-rings';
import { buildTokens, type Tokens } from './machine-tokens';
import { buildVotes, type Votes } from './machine-votes';
import { type Machine, type Working, workOut } from './working';

/** What moves while the machine goes from one pair to another. */
export interface Motion {
  readonly machine: Machine;
  readonly layout: MachineLayout;
  /** The pair that is left, the one that comes, and how far it has gone. */
  readonly from: SimpleSignal<Working>;
  readonly to: SimpleSignal<Working>;
  readonly gone: SimpleSignal<number>;
  /** How bright the row of each key is. */
  readonly light: readonly SimpleSignal<number>[];
}

/** The network with its clocks inside, as it is drawn: tokens, clocks, rings of neurons, votes. */
export interface MachineView extends Motion {
  readonly node: Node;
  readonly tokens: Tokens;
  readonly dials: Dials;
  readonly rings: Rings;
  readonly votes: Votes;
  /** The pair that is shown, or the nearer of two. */
  readonly now: () => Working;
  /** Works another pair out; everything follows. */
  readonly go: (
    pair: readonly [x: number, y: number],
    seconds: number,
    timing?: TimingFunction,
  ) => ThreadGenerator;
  /** Moves the camera. */
  readonly look: (focus: readonly [number, number], zoom: number, seconds: number) => ThreadGenerator;
}

/** The middle of the frame's part above the caption: where the camera's focus stands. */
const FREE_MIDDLE = new Vector2(0, -40);

/**
 * Builds the machine; nothing of it is seen yet.
 *
 * @param pairs - All pairs that will be shown, the first one first: they decide the scale.
 */
export function buildMachine(
  machine: Machine,
  pairs: readonly (readonly [number, number])[],
  network: NetworkLayout,
): MachineView {
  const worked = new Map<string, Working>();
  const work = ([x, y]: readonly [number, number]): Working => {
    const known = worked.get(`${x},${y}`) ?? workOut(machine, x, y);
    worked.set(`${x},${y}`, known);
    return known;
  };
  const shown = pairs.map(work);
  const [first] = shown;
  if (first === undefined) throw new RangeError('a machine needs a pair to work on');
  const motion: Motion = {
    machine,
    layout: machineLayout(machine, shown),
    from: createSignal(first),
    to: createSignal(first),
    gone: createSignal(0),
    light: machine.keys.map(() => createSignal(1)),
  };
  const { from, to, gone } = motion;
  const [focus, zoom] = [createSignal(FREE_MIDDLE), createSignal(1)];
  const now = () => (gone() < 0.5 ? from() : to());
  const tokens = buildTokens(motion, network, now);
  const dials = buildDials(motion, network);
  const rings = buildRings(motion, network);
  const votes = buildVotes(motion);
  const node = (
    <Node scale={zoom} position={() => FREE_MIDDLE.sub(focus().scale(zoom()))}>
      {[tokens.node, dials.node, rings.node, votes.node]}
    </Node>
  ) as Node;
  return {
    ...motion,
    node,
    tokens,
    dials,
    rings,
    votes,
    now,
    *go(pair, seconds, timing = ease.move) {
      to(work(pair));
      yield* gone(1, seconds, timing);
      from(to());
      gone(0);
    },
    look: (at, nearness, seconds) =>
      all(focus(new Vector2(...at), seconds, ease.move), zoom(nearness, seconds, ease.move)),
  };
}

/** Values on their way from one pair's to another's. */
export function underway({ from, to, gone }: Motion, read: (working: Working) => Float64Array): Float64Array {
  const start = read(from());
  return gone() === 0 ? start : mixWaves([start, read(to())], [1 - gone(), gone()], start.length);
}
