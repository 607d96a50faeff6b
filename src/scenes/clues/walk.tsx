import { Circle, Line, Node } from '@motion-canvas/2d';
import { createComputed, type Reference, type SimpleSignal, type Vector2 } from '@motion-canvas/core';
import { Digits } from '../../nodes/label';
import type { LoopScatter } from '../../nodes/loop-scatter';
import type { WaveTrace } from '../../nodes/wave-trace';
import { palette, roles, strokes } from '../../theme';

/** Radius of the ring around a value. */
const RING = 15;

/** A wave with its colour. */
export interface WalkedWave {
  readonly trace: Reference<WaveTrace>;
  readonly color: string;
}

export interface WalkProps {
  ref: Reference<Node>;
  /** The wave that says how far right, and the one that says how far up. */
  waves: readonly [WalkedWave, WalkedWave];
  loop: Reference<LoopScatter>;
  /** The index that is walked along. */
  along: SimpleSignal<number>;
  label: { readonly text: () => string; readonly position: readonly [number, number] };
}

/** One value of y at a time: rings on two waves, and on the dot that both put into the square. */
export function walk({ ref, waves: [right, up], loop, along, label }: WalkProps) {
  const dot = createComputed(() => loop().pointAt(along()));
  const guide = (from: () => Vector2, color: string) => (
    <Line
      points={() => [from(), dot()]}
      stroke={color}
      lineWidth={strokes.line}
      lineDash={[10, 10]}
      opacity={0.8}
    />
  );
  const ring = (at: () => Vector2, color: string) => (
    <Circle
      position={at}
      size={2 * RING}
      fill={palette.background}
      stroke={color}
      lineWidth={strokes.heavy}
    />
  );
  return (
    <Node ref={ref} opacity={0}>
      {guide(
        () =>
          loop()
            .position()
            .addX(dot().x - loop().position().x),
        right.color,
      )}
      {guide(
        () =>
          loop()
            .position()
            .addY(dot().y - loop().position().y),
        up.color,
      )}
      {ring(() => right.trace().pointAt(along()), right.color)}
      {ring(() => up.trace().pointAt(along()), up.color)}
      {ring(dot, palette.text)}
      <Digits text={label.text} position={[...label.position]} fill={roles.y} />
    </Node>
  );
}
