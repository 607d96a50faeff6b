import { initial, Node, type NodeProps, nodeName, signal } from '@motion-canvas/2d';
import { type SignalValue, type SimpleSignal, Vector2 } from '@motion-canvas/core';
import { palette, roles, sizes, strokes } from '../../theme';
import { Label } from '../label';
import { Anchored } from './anchored';
import { besideLine, type Point3 } from './camera';
import { Lines3D } from './lines3d';
import { Stage3D } from './stage3d';

/** A value that the upright axis names. */
export interface HeightTick {
  readonly height: number;
  readonly label: string;
}

export interface SheetFrameProps extends NodeProps {
  /** The modulus: the axes run from 0 to p − 1. */
  p: number;
  /** The lowest and the highest value that the frame makes room for. */
  range: readonly [low: number, high: number];
  /** Those too near the floor give way to the 0 of the x axis. */
  ticks: readonly HeightTick[];
  /** What the height is. */
  heightName?: string;
  /** Place, side and rise of the sheet in the frame. */
  place?: SignalValue<Point3>;
  side?: SignalValue<number>;
  rise?: SignalValue<number>;
  /** How much of each axis, and of the rest of the floor, is drawn: 0 … 1. */
  drawnX?: SignalValue<number>;
  drawnY?: SignalValue<number>;
  drawnHeight?: SignalValue<number>;
  drawnFloor?: SignalValue<number>;
  /** The edge that the y axis runs along: 0 is x = 0, 1 is x = p − 1. */
  yEdge?: SignalValue<number>;
}

/** From an axis to its labels, in pixels. */
const APART = 36;

/** From the sheet's edge to the lines around it, as a part of its side: two things in one place would flicker. */
const CLEAR = 0.006;
/** Part of the whole height. */
const NEAR_FLOOR = 0.1;

/** The axes that a sheet stands on: x and y along the floor, the height at their origin, with upright labels. */
@nodeName('SheetFrame')
export class SheetFrame extends Node {
  @initial([0, 0, 0])
  @signal()
  declare public readonly place: SimpleSignal<Point3, this>;

  @initial(1)
  @signal()
  declare public readonly side: SimpleSignal<number, this>;

  @initial(1)
  @signal()
  declare public readonly rise: SimpleSignal<number, this>;

  @initial(1)
  @signal()
  declare public readonly drawnX: SimpleSignal<number, this>;

  @initial(1)
  @signal()
  declare public readonly drawnY: SimpleSignal<number, this>;

  @initial(1)
  @signal()
  declare public readonly drawnHeight: SimpleSignal<number, this>;

  @initial(1)
  @signal()
  declare public readonly drawnFloor: SimpleSignal<number, this>;

  @initial(0)
  @signal()
  declare public readonly yEdge: SimpleSignal<number, this>;

  private readonly range: readonly [number, number];

  public constructor({ p, range, ticks, heightName = '', ...props }: SheetFrameProps) {
    super(props);
    this.range = range;
    this.add(
      <>
        <Lines3D
          segments={() => [
            [this.corner(1, 0), this.corner(1, 1)],
            [this.corner(0, 1), this.corner(1, 1)],
            [this.corner(0, 0), this.corner(0, 1)],
          ]}
          drawn={this.drawnFloor}
          color={palette.grid}
          lineWidth={strokes.hair}
        />
        <Lines3D
          segments={() => [[this.corner(0, 0), this.corner(0, 0, range[1])]]}
          drawn={this.drawnHeight}
        />
        <Lines3D
          segments={() => [[this.corner(0, 0), this.corner(1, 0)]]}
          drawn={this.drawnX}
          color={roles.x}
        />
        <Lines3D
          segments={() => [[this.corner(this.yEdge(), 0), this.corner(this.yEdge(), 1)]]}
          drawn={this.drawnY}
          color={roles.y}
        />
        {[0, 0.5, 1].map((along) => this.mark('x', along, p))}
        {[0.5, 1].map((along) => this.mark('y', along, p))}
        <Anchored at={() => this.corner(0, 0, range[1])} off={[0, -APART]} opacity={this.drawnHeight}>
          <Label text={heightName} fill={palette.muted} fontSize={sizes.small} />
        </Anchored>
        {ticks
          .filter(({ height }) => height - range[0] > NEAR_FLOOR * (range[1] - range[0]))
          .map(({ height, label }) => (
            <Anchored at={() => this.corner(0, 0, height)} opacity={this.drawnHeight}>
              <Label text={label} x={-16} offset={[1, 0]} fill={palette.muted} fontSize={sizes.small} />
            </Anchored>
          ))}
      </>,
    );
  }

  /** A point above the sheet's floor: x and y from 0 to 1, the height as a value. */
  private corner(x: number, y: number, height = this.range[0]): Point3 {
    const side = this.side();
    const [left, front, zero] = this.place();
    const out = (at: number) => (at - 0.5) * (1 + 2 * CLEAR) * side;
    return [left + out(x), front + out(y), zero + height * this.rise()];
  }

  /** The axis' name at its middle, the residues 0 and p − 1 at its ends: outside the floor, clear of the line. */
  private mark(axis: 'x' | 'y', along: number, p: number): Node {
    const on = (at: number) => (axis === 'x' ? this.corner(at, 0) : this.corner(this.yEdge(), at));
    const off = () => {
      const stage = this.findAncestor((node): node is Stage3D => node instanceof Stage3D);
      if (stage === null) return Vector2.zero;
      const outward: Point3 = axis === 'x' ? [0, -1, 0] : [2 * this.yEdge() - 1, 0, 0];
      return new Vector2(besideLine(stage.pose(), stage.height(), [on(0), on(1)], outward)).scale(APART);
    };
    const named = along === 0.5;
    return (
      <Anchored at={() => on(along)} off={off} opacity={axis === 'x' ? this.drawnX : this.drawnY}>
        <Label
          text={named ? axis : String(along * (p - 1))}
          fill={roles[axis]}
          fontSize={named ? sizes.body : sizes.small}
        />
      </Anchored>
    );
  }
}
