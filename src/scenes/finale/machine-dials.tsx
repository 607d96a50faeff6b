import { Circle, Node } from '@motion-canvas/2d';
import { createSignal, type SimpleSignal } from '@motion-canvas/core';
import { inTurn } from '../../nodes/cells';
import { Clock } from '../../nodes/clock';
import { Hand } from '../../nodes/hand';
import type { NetworkLayout } from '../../nodes/network/layout';
import { mix } from '../../nodes/plot-scale';
import type { Wires } from '../../nodes/wires';
import { frequencyColor, palette, roles } from '../../theme';
import { columns } from './layout';
import type { Motion } from './machine';
import { tokenWires } from './machine-wires';
import { between } from './working';

/** One clock for each key frequency, with the hand of x and the hand of y. */
export interface Dials {
  readonly node: Node;
  /** How many clocks have come out of the embedding, 0 … 1. */
  readonly opened: SimpleSignal<number>;
  /** How far each kind of hand has turned from rest to where the probes read it, 0 … 1. */
  readonly turned: Readonly<Record<'x' | 'y', SimpleSignal<number>>>;
  /** The wires from the tokens. */
  readonly wires: Wires;
}

/** The opacity of measured points, as the last two digits of a colour. */
const PALE = '8c';

/** How broad a hand is on a clock of a radius. */
export const handWidth = (radius: number) => Math.min(14, 3 + radius / 9);

/** Builds the clocks; they come out of the columns of the embedding. */
export function buildDials(motion: Motion, network: NetworkLayout): Dials {
  const { machine, layout, from, to, gone, light } = motion;
  const { radius, rows } = layout;
  const opened = createSignal(0);
  const turned = { x: createSignal(0), y: createSignal(0) };
  const source = network.residual[0];
  const [startX, startY] = [(source?.x ?? 0) + 21, source?.y ?? 0];
  const hand = (n: number, token: 'x' | 'y') => {
    const pointer = () => {
      const [a, b] = [from().hands[n]?.[token], to().hands[n]?.[token]];
      return a === undefined || b === undefined ? { angle: 0, reach: 0 } : between(a, b, gone());
    };
    return (
      <Hand
        angle={() => pointer().angle * turned[token]()}
        reach={() => radius * pointer().reach * Math.min(1, 4 * turned[token]())}
        thickness={handWidth(radius)}
        tip={0.72 * handWidth(radius)}
        fill={roles[token]}
      />
    );
  };
  const dials = machine.keys.map((key, n) => {
    const there = () => inTurn(opened(), n, machine.keys.length, 3);
    const color = frequencyColor(key.rank);
    const points = (token: 'x' | 'y') => (
      <Clock
        dial={key[token]}
        radius={radius}
        dot={1.2 + radius / 70}
        fill={`${roles[token]}${PALE}`}
        ring={0}
      />
    );
    return (
      <Node
        position={() => [mix(startX, columns.dials, there()), mix(startY, rows[n] ?? 0, there())]}
        scale={() => mix(0.15, 1, there())}
        opacity={() => Math.min(1, 3 * there()) * (light[n]?.() ?? 1)}
      >
        <Circle size={2.3 * radius} fill={palette.background} />
        <Clock dial={{ cos: [], sin: [] }} radius={radius} ring={0.55} ringColor={color} />
        {points('x')}
        {points('y')}
        {hand(n, 'y')}
        {hand(n, 'x')}
        <Clock
          dial={{ cos: [0], sin: [0] }}
          radius={1}
          dot={0.25 * handWidth(radius)}
          ring={0}
          fill={palette.background}
        />
      </Node>
    );
  });
  const wires = tokenWires(motion);
  return { node: (<Node>{[wires, ...dials]}</Node>) as Node, opened, turned, wires };
}
