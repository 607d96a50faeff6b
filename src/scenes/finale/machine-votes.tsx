import { Circle, Line, Node } from '@motion-canvas/2d';
import { createSignal, type SimpleSignal } from '@motion-canvas/core';
import { Digits, Label } from '../../nodes/label';
import { mix } from '../../nodes/plot-scale';
import { ResidueAxis } from '../../nodes/residue-axis';
import { indexToX } from '../../nodes/wave-geometry';
import { WaveTrace } from '../../nodes/wave-trace';
import { frequencyColor, palette, roles, sizes, strokes } from '../../theme';
import { peak } from '../clocks/story';
import { AXIS_Y, columns, WAVE_MIDDLE, WAVE_WIDTH } from './layout';
import { type Motion, underway } from './machine';
import { scoresOf } from './working';

/** The votes of the clocks, everything else in the scores, and their sum. */
export interface Votes {
  readonly node: Node;
  /** The last answer up to which the votes, the rest and their sum are drawn. */
  readonly drawn: SimpleSignal<number>;
  readonly restDrawn: SimpleSignal<number>;
  readonly sumDrawn: SimpleSignal<number>;
  /** How much of the votes and of the rest is in the sum. */
  readonly clocks: SimpleSignal<number>;
  readonly rest: SimpleSignal<number>;
  /** Opacity of the axis, of the mark on the answer, and of the mark on an answer that leads instead. */
  readonly axis: SimpleSignal<number>;
  readonly mark: SimpleSignal<number>;
  readonly leads: SimpleSignal<number>;
  /** The scores that are drawn. */
  readonly scores: () => Float64Array;
}

/** Builds the votes; nothing is drawn yet. */
export function buildVotes(motion: Motion): Votes {
  const { machine, layout, from, to, gone } = motion;
  const { p, keys, meanLogits } = machine;
  const [drawn, restDrawn, sumDrawn] = [createSignal(-1), createSignal(-1), createSignal(-1)];
  const [clocks, rest] = [createSignal(1), createSignal(1)];
  const [axis, mark, leads] = [createSignal(0), createSignal(0), createSignal(0)];
  const scores = () =>
    underway(motion, (working) => scoresOf(working, meanLogits, { clocks: clocks(), rest: rest() }));
  const place = (z: number) => WAVE_MIDDLE + indexToX({ count: p, width: WAVE_WIDTH, unit: 1 }, z);
  const rightPlace = () => mix(place(from().passage.answer), place(to().passage.answer), gone());
  const nearest = () => (gone() < 0.5 ? from() : to()).passage.answer;
  /** The mark goes out halfway between two pairs: what it stands at is never between two answers. */
  const marked = () => mark() * Math.abs(1 - 2 * gone());
  const height = (z: number) => layout.sum - layout.unit * (scores()[z] ?? 0);
  const wave = (
    y: number,
    values: () => Float64Array,
    upTo: SimpleSignal<number>,
    part: () => number,
    stroke: string,
    lineWidth: number,
  ) => (
    <WaveTrace
      x={WAVE_MIDDLE}
      y={y}
      values={values}
      width={WAVE_WIDTH}
      unit={() => layout.unit * part()}
      to={upTo}
      stroke={stroke}
      lineWidth={lineWidth}
      baseline={() => (upTo() >= 0 ? 1 : 0)}
      opacity={() => 0.12 + 0.88 * part()}
    />
  );
  const node = (
    <Node>
      <Node opacity={axis}>
        <ResidueAxis count={p} width={WAVE_WIDTH} position={[WAVE_MIDDLE, AXIS_Y]} />
        <Label
          text={'answer'}
          fill={palette.muted}
          fontSize={sizes.small}
          position={[columns.left - 44, AXIS_Y + 29]}
          offset={[1, 0]}
        />
      </Node>
      {keys.map(({ rank }, n) =>
        wave(
          layout.votes[n] ?? 0,
          () => underway(motion, ({ votes }) => votes[n] ?? new Float64Array(p)),
          drawn,
          clocks,
          frequencyColor(rank),
          strokes.line,
        ),
      )}
      {wave(
        layout.restVote,
        () => underway(motion, (working) => working.rest),
        restDrawn,
        rest,
        palette.muted,
        strokes.hair,
      )}
      {wave(layout.sum, scores, sumDrawn, () => 1, roles.sum, strokes.curve)}
      <Line
        points={() => [
          [rightPlace(), height(nearest())],
          [rightPlace(), AXIS_Y],
        ]}
        stroke={roles.sum}
        lineWidth={strokes.hair}
        lineDash={[4, 10]}
        opacity={marked}
      />
      <Circle
        size={16}
        fill={roles.sum}
        position={() => [rightPlace(), height(nearest())]}
        opacity={marked}
      />
      <Digits
        text={() => String(nearest())}
        fill={roles.sum}
        fontSize={sizes.heading}
        position={() => [rightPlace(), height(nearest()) - 42]}
        opacity={marked}
      />
      <Node opacity={leads}>
        <Circle
          size={16}
          fill={roles.excluded}
          position={() => [place(peak(scores())), height(peak(scores()))]}
        />
        <Digits
          text={() => String(peak(scores()))}
          fill={roles.excluded}
          fontSize={sizes.heading}
          position={() => [place(peak(scores())), height(peak(scores())) - 42]}
        />
      </Node>
    </Node>
  ) as Node;
  return { node, drawn, restDrawn, sumDrawn, clocks, rest, axis, mark, leads, scores };
}
