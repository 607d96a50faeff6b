import { Node } from '@motion-canvas/2d';
import { createRef, createSignal, type Reference, type SimpleSignal } from '@motion-canvas/core';
import { Clock } from '../../nodes/clock';
import { Hand } from '../../nodes/hand';
import { Label } from '../../nodes/label';
import { palette, roles, sizes } from '../../theme';
import type { Readout } from './story';

/** The clock that the first half of the chapter is about: the measured points of x, and three hands. */
export interface MainClock {
  readonly group: Reference<Node>;
  readonly face: Reference<Clock>;
  /** Pixels per unit of the readouts. */
  readonly radius: SimpleSignal<number>;
  /** The three hands, of length 0 until they are needed; a length of 1 reaches the ring. */
  readonly hands: Readonly<Record<'x' | 'y' | 'sum', Reference<Hand>>>;
  /** Opacity of the names of the axes. */
  readonly names: SimpleSignal<number>;
  readonly node: Node;
}

/** Builds the clock around (0, 0) of its group; nothing of it is visible yet but its axes' names' places. */
export function buildMainClock(readout: Readout, radius: number): MainClock {
  const size = createSignal(radius);
  const names = createSignal(0);
  const group = createRef<Node>();
  const face = createRef<Clock>();
  const hands = { x: createRef<Hand>(), y: createRef<Hand>(), sum: createRef<Hand>() };
  const node = (
    <Node ref={group}>
      <Clock
        ref={face}
        dial={readout}
        radius={size}
        dot={() => 3 + size() / 75}
        ring={0}
        axes={0}
        shown={0}
      />
      <Label
        text={'cos'}
        fill={roles.cos}
        fontSize={sizes.label}
        opacity={names}
        x={() => face().axisReach() + 44}
      />
      <Label
        text={'sin'}
        fill={roles.sin}
        fontSize={sizes.label}
        opacity={names}
        y={() => -face().axisReach() - 28}
      />
      {(['y', 'x', 'sum'] as const).map((role) => (
        <Hand ref={hands[role]} angle={0} reach={0} thickness={14} tip={11} fill={roles[role]} />
      ))}
      <Node>{dialCentre()}</Node>
    </Node>
  );
  return { group, face, radius: size, hands, names, node };
}

/** The pin that holds the hands. */
function dialCentre(): Node {
  return <Clock dial={{ cos: [0], sin: [0] }} radius={1} dot={4} ring={0} fill={palette.background} />;
}
