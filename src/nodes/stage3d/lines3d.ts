import { initial, type NodeProps, nodeName, signal } from '@motion-canvas/2d';
import type { SignalValue, SimpleSignal } from '@motion-canvas/core';
import { palette, strokes } from '../../theme';
import { drawnBySignals } from '../drawn-by-signals';
import type { Point3 } from './camera';
import type { LinesShape } from './raster/shapes';
import { Solid } from './solid';

/** A straight line from one point to another. */
export type Segment = readonly [from: Point3, to: Point3];

export interface LinesProps extends NodeProps {
  segments: SignalValue<readonly Segment[]>;
  color?: SignalValue<string>;
  /** Pixels of a 1920×1080 frame, at any distance. */
  lineWidth?: SignalValue<number>;
  /** How much of each segment is drawn, from its beginning: 0 … 1. */
  drawn?: SignalValue<number>;
}

/** Straight lines in the world, hidden by what stands before them. */
@nodeName('Lines3D')
@drawnBySignals
export class Lines3D extends Solid {
  @initial([]) @signal() declare public readonly segments: SimpleSignal<readonly Segment[], this>;
  @initial(palette.line) @signal() declare public readonly color: SimpleSignal<string, this>;
  @initial(strokes.line) @signal() declare public readonly lineWidth: SimpleSignal<number, this>;
  @initial(1) @signal() declare public readonly drawn: SimpleSignal<number, this>;

  public constructor(props: LinesProps) {
    super(props);
  }

  public override shape(): LinesShape | undefined {
    const drawn = this.drawn();
    if (drawn <= 0) return undefined;
    const segments = this.segments().map(([from, to]): Segment => {
      const at = (i: 0 | 1 | 2) => from[i] + (to[i] - from[i]) * drawn;
      return [from, [at(0), at(1), at(2)]];
    });
    return { kind: 'lines', segments, color: this.color(), width: this.lineWidth() };
  }

  public override corners(): readonly Point3[] {
    return this.segments().flat();
  }
}
