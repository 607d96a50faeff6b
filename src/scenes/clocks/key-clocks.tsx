import { Circle, Node } from '@motion-canvas/2d';
import { createRef, createSignal, type Reference, type SimpleSignal } from '@motion-canvas/core';
import { Clock } from '../../nodes/clock';
import { TURN } from '../../nodes/clock-geometry';
import { Hand } from '../../nodes/hand';
import { Label } from '../../nodes/label';
import { ResidueAxis } from '../../nodes/residue-axis';
import { mixWaves } from '../../nodes/wave-geometry';
import { WaveTrace } from '../../nodes/wave-trace';
import { frequencyColor, palette, roles, sizes, strokes } from '../../theme';
import { besideEachOther, columns, WAVE_MIDDLE, WAVE_WIDTH } from './layout';
import { answerDial, type Ballot, type ClocksData } from './story';

/** The clock of one key frequency, with its name and the wave of its votes. */
export interface KeyClock {
  readonly k: number;
  readonly group: Reference<Node>;
  readonly name: Reference<Label>;
  readonly trace: Reference<WaveTrace>;
  /** The middle of the wave's row. */
  readonly rowY: SimpleSignal<number>;
  /** 0 while the wave lies in its row, 1 once it is laid on the sum of those before it. */
  readonly laid: SimpleSignal<number>;
}

/** All key clocks, and the signals that move them together. */
export interface KeyClocks {
  readonly node: Node;
  readonly clocks: readonly KeyClock[];
  /** Pixels from a clock's centre to its ring. */
  readonly radius: SimpleSignal<number>;
  /** Pixels per logit of every wave. */
  readonly unit: SimpleSignal<number>;
  /** The sum at which the hands of x + y point; it may pass p. */
  readonly s: SimpleSignal<number>;
  /** The answer at which the other hands point. */
  readonly z: SimpleSignal<number>;
  /** Lengths of the two kinds of hands; 1 reaches the ring. */
  readonly reachS: SimpleSignal<number>;
  readonly reachZ: SimpleSignal<number>;
  /** The last answer whose votes are drawn; −1 for none. */
  readonly voted: SimpleSignal<number>;
  /** Opacity of the dot on each wave at the answer z. */
  readonly heads: SimpleSignal<number>;
  /** The zero line of the sum. */
  readonly sumY: SimpleSignal<number>;
  /** The axis of the answers below all waves, with its name. */
  readonly axis: Reference<Node>;
  /** Each wave where its row is, pale: it stays when the wave itself is laid on the sum. */
  readonly ghosts: Reference<Node>;
}

/** Where the axis of the answers lies. */
export const AXIS_Y = 372;

/** The opacity of a pale wave, as the last two digits of a colour: a group of half opacity costs a canvas a frame. */
const PALE = '73';

/** Builds the clocks side by side around the middle of the frame; all of them are invisible. */
export function buildKeyClocks({ p, keys }: ClocksData, { votes, partial }: Ballot): KeyClocks {
  const { places, radius: size } = besideEachOther(keys.length);
  const radius = createSignal(size);
  const unit = createSignal(0);
  const s = createSignal(0);
  const z = createSignal(0);
  const reachS = createSignal(0);
  const reachZ = createSignal(0);
  const voted = createSignal(-1);
  const sumY = createSignal(0);
  const heads = createSignal(0);
  const clocks = keys.map(({ k }) => ({
    k,
    group: createRef<Node>(),
    name: createRef<Label>(),
    trace: createRef<WaveTrace>(),
    rowY: createSignal(0),
    laid: createSignal(0),
  }));
  // The hand of the answer is the slimmer one: where both meet, it lies on the hand of the sum and both are seen.
  const broad = () => Math.min(16, 3 + radius() / 8);
  const slim = () => Math.min(8, 2 + radius() / 20);
  const colors = keys.map(({ rank }) => frequencyColor(rank));
  const faces = keys.map((key, n) => {
    const { group, name, trace, rowY, laid } = at(clocks, n);
    const below = n === 0 ? new Float64Array(p) : at(partial, n - 1);
    const color = at(colors, n);
    return (
      <Node>
        <WaveTrace
          ref={trace}
          x={WAVE_MIDDLE}
          y={() => rowY() + (sumY() - rowY()) * laid()}
          values={() => mixWaves([at(votes, n), below], [1, laid()], p)}
          width={WAVE_WIDTH}
          unit={unit}
          to={voted}
          stroke={color}
          lineWidth={strokes.line}
          baseline={0}
        />
        <Circle size={18} fill={color} opacity={heads} position={() => trace().pointAt(z())} />
        <Label ref={name} text={`k = ${key.k}`} fill={color} opacity={0} fontSize={sizes.label} />
        <Node ref={group} x={at(places, n)} opacity={0}>
          <Clock
            dial={answerDial(key)}
            radius={radius}
            dot={() => 1.5 + radius() / 60}
            fill={color}
            ringColor={color}
            ring={0.35}
          />
          <Hand
            angle={() => (TURN * key.k * s()) / p}
            reach={() => reachS() * radius()}
            thickness={broad}
            tip={() => 0.75 * broad()}
            fill={roles.sum}
          />
          <Hand
            angle={() => (TURN * key.k * z()) / p}
            reach={() => reachZ() * radius()}
            thickness={slim}
            tip={slim}
            fill={color}
          />
        </Node>
      </Node>
    );
  });
  const pale = keys.map((_, n) => (
    <WaveTrace
      x={WAVE_MIDDLE}
      y={at(clocks, n).rowY}
      values={at(votes, n)}
      width={WAVE_WIDTH}
      unit={unit}
      to={voted}
      stroke={`${at(colors, n)}${PALE}`}
      lineWidth={strokes.hair}
    />
  ));
  const axis = createRef<Node>();
  const ghosts = createRef<Node>();
  const node = (
    <Node>
      <Node ref={axis} opacity={0}>
        <ResidueAxis count={p} width={WAVE_WIDTH} position={[WAVE_MIDDLE, AXIS_Y]} />
        <Label
          text={'answer z'}
          fill={palette.muted}
          fontSize={sizes.small}
          position={[columns.left - 50, AXIS_Y + 29]}
          offset={[1, 0]}
        />
      </Node>
      <Node ref={ghosts} opacity={0}>
        {pale}
      </Node>
      {faces}
    </Node>
  );
  return { node, clocks, radius, unit, s, z, reachS, reachZ, voted, heads, sumY, axis, ghosts };
}

/** Element n of a list that is known to have one. */
export function at<T>(list: readonly T[], n: number): T {
  const found = list[n];
  if (found === undefined) throw new RangeError(`there is no element ${n} among ${list.length}`);
  return found;
}
