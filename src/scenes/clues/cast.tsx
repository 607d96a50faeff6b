import { Node } from '@motion-canvas/2d';
import { createRef, createSignal, type Reference, type SimpleSignal } from '@motion-canvas/core';
import { Caption } from '../../nodes/caption';
import { CellVector } from '../../nodes/cell-vector';
import { Digits, Label } from '../../nodes/label';
import { WaveTrace } from '../../nodes/wave-trace';
import { frequencyColor, glow, roles, sizes } from '../../theme';
import { type CluesData, type Followed, rowAt } from './load';

/** Rows of waves: their first middle, from one to the next, and how far a wave may reach. */
const ROWS = { top: -404, pitch: 124, reach: 50 } as const;

/** A neuron that is followed, with what draws it. */
export interface WaveLine extends Followed {
  /** Its row at the moment of training that is shown. */
  readonly row: SimpleSignal<Float64Array>;
  readonly color: string;
  /** Where its middle is, and where it belongs among the others. */
  readonly y: SimpleSignal<number>;
  readonly home: number;
  readonly trace: Reference<WaveTrace>;
  readonly cell: Reference<CellVector>;
  readonly name: Reference<Label>;
}

/** What the chapter's acts share. */
export interface Cast {
  readonly data: CluesData;
  readonly view: Node;
  readonly caption: Caption;
  readonly lines: readonly WaveLine[];
  /** The token y and what is shown of it, at the left. */
  readonly y: SimpleSignal<number>;
  readonly left: Node;
  /** A place in the list of recorded steps; fractions lie between two. */
  readonly moment: SimpleSignal<number>;
  /** Where names and waves stand, how wide the waves are, how much higher than in their rows, and how far drawn. */
  readonly namesX: SimpleSignal<number>;
  readonly wavesX: SimpleSignal<number>;
  readonly wavesWidth: SimpleSignal<number>;
  readonly grown: SimpleSignal<number>;
  readonly drawn: SimpleSignal<number>;
  /** Whether waves are on the scale of the whole training; it changes only while none is seen. */
  readonly throughout: SimpleSignal<boolean>;
}

/** Builds the input at the left and a row for every neuron, none of which is seen yet. */
export function buildCast(data: CluesData, view: Node): Cast {
  const { p, followed, steps } = data;
  const y = createSignal(-1);
  const moment = createSignal(steps.length - 1);
  const lines = followed.map(
    (neuron, n): WaveLine => ({
      ...neuron,
      row: createSignal(() => rowAt(neuron, moment())),
      color: frequencyColor(neuron.rank),
      y: createSignal(ROWS.top + n * ROWS.pitch),
      home: ROWS.top + n * ROWS.pitch,
      trace: createRef<WaveTrace>(),
      cell: createRef<CellVector>(),
      name: createRef<Label>(),
    }),
  );
  const namesX = createSignal(-330);
  const wavesX = createSignal(330);
  const wavesWidth = createSignal(1000);
  const grown = createSignal(1);
  const drawn = createSignal(-1);
  const throughout = createSignal(false);
  const left = createRef<Node>();
  const caption = createRef<Caption>();
  const now = () => Math.max(0, Math.min(p - 1, Math.round(y())));
  view.add(
    <>
      <Node ref={left} opacity={0}>
        <Digits text={'x = 0'} position={[-820, -470]} fill={roles.x} />
        <Digits text={() => `y = ${String(now()).padStart(3)}`} position={[-620, -470]} fill={roles.y} />
        <CellVector
          position={[-740, -32]}
          slots={Array.from({ length: p + 1 }, (_, i) => i)}
          values={() => Array.from({ length: p + 1 }, (_, i) => (y() >= 0 && i === now() ? 1 : 0))}
          range={[0, 1]}
          colors={glow}
          pitch={790 / (p + 1)}
          across={46}
        />
      </Node>
      {lines.map(({ neuron, most, mostAtEnd, row, color, y: middle, trace, cell, name }) => (
        <Node>
          <Label
            ref={name}
            text={`neuron ${neuron}`}
            position={() => [namesX(), middle()]}
            offset={[1, 0]}
            fill={color}
            fontSize={sizes.small}
            opacity={0}
          />
          <CellVector
            ref={cell}
            position={() => [-270, middle()]}
            slots={[0]}
            values={() => [y() < 0 ? 0 : (row()[now()] ?? 0)]}
            range={[-mostAtEnd, mostAtEnd]}
            pitch={62}
            across={62}
            opacity={0}
          />
          <WaveTrace
            ref={trace}
            position={() => [wavesX(), middle()]}
            values={row}
            width={wavesWidth}
            unit={() => (grown() * ROWS.reach) / (throughout() ? most : mostAtEnd)}
            to={drawn}
            stroke={color}
            dot={3.5}
            opacity={0}
          />
        </Node>
      ))}
      <Caption ref={caption} />
    </>,
  );
  return {
    ...{ data, view, caption: caption(), lines, y, left: left(), moment },
    ...{ namesX, wavesX, wavesWidth, grown, drawn, throughout },
  };
}
