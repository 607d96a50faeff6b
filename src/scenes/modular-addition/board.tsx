import { Circle, Node, Rect } from '@motion-canvas/2d';
import { createRef, createSignal, type SimpleSignal, Vector2 } from '@motion-canvas/core';
import { TURN } from '../../nodes/clock-geometry';
import { ColorRing } from '../../nodes/color-ring';
import { Hand } from '../../nodes/hand';
import { Digits, Label } from '../../nodes/label';
import { type CellLight, PairTable } from '../../nodes/pair-table';
import { fittingCell, type Look, tableMiddle } from '../../nodes/pair-table-geometry';
import { dialTicks } from '../../nodes/wave-geometry';
import { cyclic, palette, roles, sizes, strokes } from '../../theme';
import type { TableData } from './load';
import { CLOCK_PLACE, CLOCK_RADIUS } from './stage';

/** Where the whole table stands, with room for so many pixels; and the window in which single cells are read. */
export const WHOLE = { place: new Vector2(-330, -55), pixels: 800 } as const;
/** Whole cells: 19 columns, 9 rows. */
export const CLOSE = { place: new Vector2(30, -58), width: 19 * 88, height: 9 * 88, cell: 88 } as const;

/** Where the clock of colours stands beside the table, and how large. */
export const LEGEND = { place: new Vector2(560, -170), radius: 180, thickness: 34 } as const;

/** The table, the clock that tells its colours, and what the acts turn on them. */
export interface Board {
  readonly node: Node;
  readonly table: PairTable;
  /** The names of the table's axes. */
  readonly names: Node;
  readonly legend: Node;
  readonly ring: ColorRing;
  /** Length of the legend's hand; 1 reaches the ring. */
  readonly reach: SimpleSignal<number>;
  /** The pair that the hand and the reading speak of. */
  readonly x: SimpleSignal<number>;
  readonly y: SimpleSignal<number>;
  readonly reading: Node;
  /** How dark a cell that is not lit becomes: 0 keeps its colour. */
  readonly dark: SimpleSignal<number>;
  /** Which cells are lit where it is dark, 0 to 2. */
  readonly lit: SimpleSignal<CellLight>;
}

/** The look on which the whole table is seen. */
export function overview(p: number): Look {
  return { cell: fittingCell(p, WHOLE.pixels), focus: tableMiddle(p) };
}

/** Builds the empty table and the ring around the clock; nothing of them is seen yet. */
export function buildBoard({ p, answers }: TableData): Board {
  const { cell, focus } = overview(p);
  const [ring, legend, table] = [createRef<ColorRing>(), createRef<Node>(), createRef<PairTable>()];
  const [names, reading] = [createRef<Node>(), createRef<Node>()];
  const [x, y, reach, dark] = [createSignal(0), createSignal(0), createSignal(0), createSignal(0)];
  const lit = createSignal<CellLight>(() => () => 0);
  const answer = () => answers[Math.round(x()) * p + Math.round(y())] ?? 0;
  const side = p * cell;
  const [left, below] = [WHOLE.place.x - side / 2, WHOLE.place.y + side / 2];
  const written = (text: () => string, color: string, at: number, align: -1 | 1, height = 0) => (
    <Digits text={text} fill={color} position={[at, height]} offset={[align, 0]} fontSize={sizes.heading} />
  );
  const node = (
    <Node>
      <Node ref={legend} position={CLOCK_PLACE}>
        <ColorRing
          ref={ring}
          colors={cyclic}
          count={p}
          labelled={dialTicks(p)}
          radius={CLOCK_RADIUS}
          thickness={LEGEND.thickness}
          drawn={0}
          labels={0}
        />
        <Hand
          angle={() => ((x() + y()) * TURN) / p}
          reach={() => reach() * (LEGEND.radius - 0.8 * LEGEND.thickness)}
          fill={roles.sum}
          thickness={10}
        />
        <Circle size={6} fill={palette.background} opacity={reach} />
      </Node>
      <PairTable
        ref={table}
        p={p}
        values={answers}
        colors={cyclic}
        range={[0, p]}
        position={WHOLE.place}
        width={side}
        height={side}
        cell={cell}
        focus={[...focus]}
        filled={0}
        light={(): CellLight => {
          const [base, light] = [1 - dark(), lit()];
          return (column, row) => Math.max(base, light(column, row));
        }}
      />
      <Node ref={names} opacity={0}>
        <Rect position={WHOLE.place} size={side + 8} stroke={palette.grid} lineWidth={strokes.hair} />
        <Label text={'x'} fill={roles.x} fontSize={sizes.body} position={[left + side + 30, below + 26]} />
        <Label text={'y'} fill={roles.y} fontSize={sizes.body} position={[left - 38, below - side - 22]} />
      </Node>
      <Node ref={reading} position={[LEGEND.place.x, 175]} opacity={0}>
        {written(() => `${Math.round(x())}`, roles.x, -34, 1)}
        {written(() => '+', palette.muted, -17, -1)}
        {written(() => `${Math.round(y())}`, roles.y, 34, -1)}
        <Label text={'on the clock'} fill={palette.muted} position={[-20, 92]} offset={[1, 0]} />
        <Rect size={42} radius={6} position={[34, 92]} fill={() => cyclic.hex(answer() / p)} />
        {written(() => `${answer()}`, roles.sum, 74, -1, 92)}
      </Node>
    </Node>
  );
  return {
    node,
    table: table(),
    names: names(),
    legend: legend(),
    ring: ring(),
    reach,
    x,
    y,
    reading: reading(),
    dark,
    lit,
  };
}

/** A ring around a cell, which follows it. */
export function cellRing(table: PairTable, x: number, y: number): Rect {
  return (
    <Rect
      position={() => table.at(x, y)}
      size={() => table.cell() + 4}
      radius={12}
      stroke={palette.text}
      lineWidth={strokes.curve}
      opacity={0}
    />
  ) as Rect;
}
