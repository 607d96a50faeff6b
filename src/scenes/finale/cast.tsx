import { Node } from '@motion-canvas/2d';
import { createRef } from '@motion-canvas/core';
import { Caption } from '../../nodes/caption';
import { CaptionGround } from '../../nodes/caption-ground';
import { Digits, Label } from '../../nodes/label';
import { NetworkDiagram } from '../../nodes/network/diagram';
import { palette, roles, sizes, weights } from '../../theme';
import { tokenName } from '../model-view/cast';
import { buildHeadings } from '../model-view/headings';
import { columns } from './layout';
import type { FinaleData } from './load';
import { buildMachine, type MachineView } from './machine';

/** What the chapter's acts share. */
export interface Cast {
  readonly data: FinaleData;
  readonly view: Node;
  readonly caption: Caption;
  readonly diagram: NetworkDiagram;
  readonly machine: MachineView;
  /** The names of the network's parts, and what each part does. */
  readonly headings: Node;
  readonly verbs: Readonly<Record<'turn' | 'add' | 'vote', Node>>;
  /** The sum that is worked out, at the top while one row is seen from near. */
  readonly asked: Node;
  /** Keeps the caption free while the machine is seen from near. */
  readonly ground: CaptionGround;
}

/** Builds everything; nothing is seen yet. */
export function buildCast(data: FinaleData, view: Node): Cast {
  const { view: network, ticking, others } = data;
  const diagram = createRef<NetworkDiagram>();
  const caption = createRef<Caption>();
  const { x, y } = network.example;
  const pairs = [[x, y] as const, ...ticking, ...others];
  view.add(
    <NetworkDiagram
      ref={diagram}
      shape={network.shape}
      network={network.example.values}
      ranges={network.ranges}
      lines={network.weights}
      tokenName={tokenName(data.machine.p)}
      answer={network.example.answer}
    />,
  );
  const machine = buildMachine(data.machine, pairs, diagram().layout);
  const headings = buildHeadings(diagram(), network.shape);
  diagram().add(headings);
  const verbs = {
    turn: verb('turn', 'embedding, by probes', columns.dials),
    add: verb('add', 'attention and neurons', columns.rings),
    vote: verb('vote', 'scores, by frequency', (columns.left + columns.right) / 2),
  };
  const asked = askedSum(machine);
  const ground = (<CaptionGround opacity={0} />) as CaptionGround;
  view.add(
    <>
      {machine.node}
      {ground}
      {Object.values(verbs)}
      {asked}
      <Caption ref={caption} />
    </>,
  );
  return { data, view, caption: caption(), diagram: diagram(), machine, headings, verbs, asked, ground };
}

/** What a part of the network does, with its name below. */
function verb(does: string, name: string, x: number): Node {
  return (
    <Node position={[x, -500]} opacity={0}>
      <Label text={does} fontSize={sizes.caption} fontWeight={weights.medium} />
      <Label text={name} fontSize={sizes.small} fill={palette.muted} y={38} />
    </Node>
  ) as Node;
}

/** The sum that the machine works on, number by number in its colour. */
function askedSum({ now }: MachineView): Node {
  const part = (text: string | (() => string), fill: string, x: number, align: -1 | 0 | 1) => (
    <Digits text={text} fill={fill} fontSize={sizes.heading} x={x} offset={[align, 0]} />
  );
  return (
    <Node y={-470} opacity={0}>
      {part(() => String(now().x), roles.x, -36, 1)}
      {part('+', palette.muted, 0, 0)}
      {part(() => String(now().y), roles.y, 36, -1)}
    </Node>
  ) as Node;
}
