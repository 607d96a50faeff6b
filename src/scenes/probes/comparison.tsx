import { Line, Node, Rect } from '@motion-canvas/2d';
import { all, createRef, delay, linear, type ThreadGenerator } from '@motion-canvas/core';
import { Digits, Label } from '../../nodes/label';
import { decimal } from '../../nodes/number-format';
import { WeightBars } from '../../nodes/weight-bars';
import { ease, palette, roles, sizes, strokes, tempo } from '../../theme';
import { COLUMN, COMPARISON } from './layout';
import type { Stage } from './stage';
import { entryOf, nearestWave } from './weighted-sum';

/** How well each entry alone follows the wave, as a bar beside its cell. */
export interface Comparison {
  readonly node: Node;
  /** The greatest R² of all. */
  readonly best: number;
  /** Lets the bars grow and points at the longest. */
  readonly grow: () => ThreadGenerator;
}

/** Builds the bars; nothing of them is seen yet. */
export function buildComparison({ data, column }: Pick<Stage, 'data' | 'column'>): Comparison {
  const { dModel, embedding, probes } = data;
  const { target } = probes.x.cos;
  const shares = Array.from(
    { length: dModel },
    (_, entry) => nearestWave(entryOf(embedding, entry), target).r2,
  );
  const best = Math.max(...shares);
  const { zero, one } = COMPARISON;
  const bars = createRef<WeightBars>();
  const scale = createRef<Node>();
  const mark = createRef<Node>();
  const half = COLUMN.height / 2;
  const y = column.cellY(shares.indexOf(best));
  const node = (
    <Node position={[zero, COLUMN.y]}>
      <Node ref={scale} opacity={0}>
        <Line
          points={[
            [one, -half],
            [one, half],
          ]}
          stroke={palette.line}
          lineWidth={strokes.hair}
          lineDash={[6, 8]}
        />
        <Label text={'R²'} fill={palette.muted} fontSize={sizes.small} position={[one / 2, half + 24]} />
        <Digits text={'0'} fill={palette.muted} fontSize={sizes.small} position={[0, half + 24]} />
        <Digits text={'1'} fill={palette.muted} fontSize={sizes.small} position={[one, half + 24]} />
      </Node>
      <WeightBars
        ref={bars}
        weights={shares}
        pitch={COLUMN.height / dModel}
        unit={one}
        thickness={(0.6 * COLUMN.height) / dModel}
        grown={0}
        fill={roles.cos}
      />
      <Node ref={mark} y={y} opacity={0}>
        <Rect x={(one * best) / 2} size={[one * best, COLUMN.height / dModel]} fill={palette.accent} />
        <Digits text={decimal(best, 3)} fontSize={sizes.small} offset={[-1, 0]} x={one + 12} />
      </Node>
    </Node>
  ) as Node;
  return {
    node,
    best,
    grow: function* () {
      yield* all(
        scale().opacity(1, tempo.normal, ease.enter),
        bars().grown(dModel, 2.4, linear),
        delay(2.2, mark().opacity(1, tempo.normal, ease.enter)),
      );
    },
  };
}
