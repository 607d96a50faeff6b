import { Circle, Node } from '@motion-canvas/2d';
import { createRef, createSignal, type SimpleSignal } from '@motion-canvas/core';
import { Clock } from '../../nodes/clock';
import { dialAngle, onDial, TURN } from '../../nodes/clock-geometry';
import { Hand } from '../../nodes/hand';
import { Label } from '../../nodes/label';
import { Stage3D, Surface3D } from '../../nodes/stage3d';
import { fonts, palette, roles, sequential, sizes, weights } from '../../theme';
import { type ColdOpenData, stepWeights } from './load';

/** World units that the surface's last range may take upwards, and that of any step. */
const TALL = { last: 0.24, ever: 1.1 } as const;

/** The neuron's surface at a step, on a stage of its own. */
export function backdrop({ surface }: Pick<ColdOpenData, 'surface'>, step: () => number) {
  const { last, ever } = surface;
  const rise = Math.min(TALL.last / (last[1] - last[0]), TALL.ever / (ever[1] - ever[0]));
  const stage = createRef<Stage3D>();
  const sheet = createRef<Surface3D>();
  const node = (
    <Stage3D ref={stage} azimuth={18} elevation={26} zoom={820} fieldOfView={24} target={[0, 0, -0.08]}>
      <Surface3D
        ref={sheet}
        fields={surface.fields}
        weights={() => stepWeights(surface.steps, step())}
        range={last}
        colors={sequential}
        rise={rise}
        opacity={0}
      />
    </Stage3D>
  );
  return { node, stage: stage(), sheet: sheet() };
}

/** The clock of the chapter's glimpse, and the title that it becomes the frame of. */
export interface Dial {
  readonly node: Node;
  readonly face: Clock;
  /** Pixels from its centre to its ring. */
  readonly radius: SimpleSignal<number>;
  /** How many turns the hand has made. */
  readonly turns: SimpleSignal<number>;
  /** Length of the hand; 1 reaches the ring. */
  readonly reach: SimpleSignal<number>;
  /** How bright the points are. */
  readonly glow: SimpleSignal<number>;
  /** Radius of a point in pixels. */
  readonly dot: SimpleSignal<number>;
  /** Opacity of the spark that runs on the ring when the hand is gone. */
  readonly spark: SimpleSignal<number>;
}

/** Builds the clock of measured points around the frame's middle. */
export function dial({ dial: points }: Pick<ColdOpenData, 'dial'>, begin: number): Dial {
  const [radius, turns, reach] = [createSignal(begin), createSignal(0), createSignal(0)];
  const [glow, dot, spark] = [createSignal(1), createSignal(6), createSignal(0)];
  const face = createRef<Clock>();
  const angle = () => dialAngle(points, 0) + TURN * turns();
  const node = (
    <Node y={-30}>
      <Clock
        ref={face}
        dial={points}
        radius={radius}
        dot={dot}
        fill={palette.text}
        ring={0}
        shown={0}
        opacity={glow}
      />
      <Hand
        angle={angle}
        reach={() => reach() * radius()}
        thickness={14}
        tip={11}
        fill={roles.x}
        opacity={() => Math.min(1, 4 * reach())}
      />
      <Circle size={26} fill={roles.x} opacity={spark} position={() => onDial(angle(), radius())} />
    </Node>
  ) as Node;
  return { node, face: face(), radius, turns, reach, glow, dot, spark };
}

/** The film's title. */
export function filmTitle() {
  const shown = createSignal(0);
  const line = (
    text: string,
    fontSize: number,
    fill: string,
    fontWeight: number,
    y: number,
    from: number,
  ) => (
    <Label
      text={text}
      fontSize={fontSize}
      fontFamily={fonts.sans}
      fontWeight={fontWeight}
      fill={fill}
      y={() => y + from * (1 - shown())}
      opacity={shown}
    />
  );
  const node = (
    <Node y={-30}>
      {line('Clockwork', sizes.display, palette.text, weights.semibold, -22, 20)}
      {line('How a small network learned to add', sizes.body, palette.muted, weights.regular, 74, 40)}
    </Node>
  ) as Node;
  return { node, shown };
}
