import { Circle, Node } from '@motion-canvas/2d';
import { createSignal, type SimpleSignal } from '@motion-canvas/core';
import { angleBetween, onDial } from '../../nodes/clock-geometry';
import { DotSwarm } from '../../nodes/dot-swarm';
import { Hand } from '../../nodes/hand';
import { Label } from '../../nodes/label';
import type { NetworkLayout } from '../../nodes/network/layout';
import type { Wires } from '../../nodes/wires';
import { frequencyColor, palette, roles, sizes, strokes } from '../../theme';
import { columns } from './layout';
import { type Motion, underway } from './machine';
import { handWidth } from './machine-dials';
import { inputWires, outputWires, restWires } from './machine-wires';
import { neuronDots } from './neuron-dots';
import { between } from './working';

/** The neurons of each key frequency as a ring, with the hand that they make together; the other neurons apart. */
export interface Rings {
  readonly node: Node;
  readonly swarm: DotSwarm;
  /** Opacity of the rims, with the dot where x + y lies exactly. */
  readonly rims: SimpleSignal<number>;
  /** Length of the joint hands; 1 is their true length. */
  readonly pull: SimpleSignal<number>;
  /** Opacity of the names and numbers beside the rings, and of those of the other neurons. */
  readonly names: SimpleSignal<number>;
  readonly othersNamed: SimpleSignal<number>;
  /** The wires from the clocks, and on to the votes, one bundle for each key; and from the other neurons. */
  readonly wires: {
    readonly input: readonly Wires[];
    readonly output: readonly Wires[];
    readonly rest: Wires;
  };
}

/** Below so many pixels from row to row a name and a number stand on one line. */
const TWO_LINES = 78;

/** Builds the neurons in their column, from where they come. */
export function buildRings(motion: Motion, network: NetworkLayout): Rings {
  const { machine, layout, from, to, gone, light } = motion;
  const { rows, radius } = layout;
  const [rims, pull, names, othersNamed] = [
    createSignal(0),
    createSignal(0),
    createSignal(0),
    createSignal(0),
  ];
  const rowOf = new Map(
    machine.keys.flatMap(({ neurons }, row) => neurons.neurons.map((i) => [i, row] as const)),
  );
  const swarm = (
    <DotSwarm
      dots={neuronDots(machine, layout, network)}
      levels={() => underway(motion, ({ levels }) => levels)}
      light={() => {
        const lights = light.map((row) => row());
        const dimmest = Math.min(...lights);
        return (i: number) => lights[rowOf.get(i) ?? -1] ?? dimmest;
      }}
      moved={0}
      opacity={0}
    />
  ) as DotSwarm;
  const rings = machine.keys.map(({ rank }, n) => {
    const pointer = () => {
      const [a, b] = [from().pulls[n], to().pulls[n]];
      return a === undefined || b === undefined ? { angle: 0, reach: 0 } : between(a, b, gone());
    };
    const exact = () => {
      const [a, b] = [from().exact[n] ?? 0, to().exact[n] ?? 0];
      return onDial(a + gone() * angleBetween(a, b), radius);
    };
    return (
      <Node position={[columns.rings, rows[n] ?? 0]} opacity={() => light[n]?.() ?? 1}>
        <Circle
          size={2 * radius}
          stroke={frequencyColor(rank)}
          lineWidth={strokes.hair}
          opacity={() => 0.55 * rims()}
        />
        <Circle
          size={5 + radius / 6}
          stroke={roles.sum}
          fill={palette.background}
          lineWidth={strokes.hair}
          position={exact}
          opacity={rims}
        />
        <Hand
          angle={() => pointer().angle}
          reach={() => radius * pointer().reach * pull()}
          thickness={handWidth(radius)}
          tip={0.72 * handWidth(radius)}
          fill={roles.sum}
          opacity={() => Math.min(1, 4 * pull())}
        />
      </Node>
    );
  });
  const written = [
    ...machine.keys.map(({ k, rank, neurons }, n) =>
      named(
        `k = ${k}`,
        neurons.neurons.length,
        frequencyColor(rank),
        rows[n] ?? 0,
        layout.pitch,
        () => names() * (light[n]?.() ?? 1),
      ),
    ),
    named('everything else', machine.others.length, palette.muted, layout.rest, TWO_LINES, othersNamed),
  ];
  const wires = { input: inputWires(motion), output: outputWires(motion), rest: restWires(motion) };
  const node = (
    <Node>{[...wires.input, ...wires.output, wires.rest, swarm, ...rings, ...written]}</Node>
  ) as Node;
  return { node, swarm, rims, pull, names, othersNamed, wires };
}

/** What a row is, and how many neurons it has. */
function named(
  name: string,
  count: number,
  color: string,
  y: number,
  pitch: number,
  opacity: () => number,
): Node {
  const neurons = count === 1 ? '1 neuron' : `${count} neurons`;
  const line = (text: string, fill: string, dy: number) => (
    <Label text={text} fill={fill} fontSize={sizes.small} y={dy} offset={[-1, 0]} />
  );
  return (
    <Node position={[columns.names, y]} opacity={opacity}>
      {pitch < TWO_LINES
        ? line(`${name}: ${count}`, color, 0)
        : [line(name, color, -17), line(neurons, palette.muted, 17)]}
    </Node>
  ) as Node;
}
