import { initial, Node, type NodeProps, nodeName, signal } from '@motion-canvas/2d';
import type { SignalValue, SimpleSignal } from '@motion-canvas/core';
import { palette, roles, sizes, strokes } from '../../theme';
import { Label } from '../label';
import { Anchored } from './anchored';
import type { Point3 } from './camera';
import { Lines3D } from './lines3d';

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
  ticks: readonly HeightTick[];
  /** Side and rise of the sheet in the frame. */
  side?: SignalValue<number>;
  rise?: SignalValue<number>;
  /** How much of each axis, and of the rest of the floor, is drawn: 0 … 1. */
  drawnX?: SignalValue<number>;
  drawnY?: SignalValue<number>;
  drawnHeight?: SignalValue<number>;
  drawnFloor?: SignalValue<number>;
}

/** From an axis to its labels, in pixels. */
const APART = 36;

/** The axes that a sheet stands on: x and y along the floor, the height at their origin, with upright labels. */
@nodeName('SheetFrame')
export class SheetFrame extends Node {
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

  private readonly range: readonly [number, number];

  public constructor({ p, range, ticks, ...props }: SheetFrameProps) {
    super(props);
    this.range = range;
    const last = String(p - 1);
    this.add(
      <>
        <Lines3D
          segments={() => [
            [this.corner(1, 0), this.corner(1, 1)],
            [this.corner(0, 1), this.corner(1, 1)],
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
          segments={() => [[this.corner(0, 0), this.corner(0, 1)]]}
          drawn={this.drawnY}
          color={roles.y}
        />
        {this.mark('0', roles.x, () => this.corner(0, 0), [0, -1, 0], this.drawnX)}
        {this.mark('x', roles.x, () => this.corner(0.5, 0), [0, -1, 0], this.drawnX)}
        {this.mark(last, roles.x, () => this.corner(1, 0), [0, -1, 0], this.drawnX)}
        {this.mark('y', roles.y, () => this.corner(0, 0.5), [-1, 0, 0], this.drawnY)}
        {this.mark(last, roles.y, () => this.corner(0, 1), [-1, 0, 0], this.drawnY)}
        {ticks.map(({ height, label }) => (
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
    return [(x - 0.5) * side, (y - 0.5) * side, height * this.rise()];
  }

  /** A label outside the floor, on the side that `outward` points to; below it where that is not to be seen. */
  private mark(
    text: string,
    fill: string,
    at: () => Point3,
    outward: Point3,
    drawn: SimpleSignal<number, this>,
  ): Node {
    return (
      <Anchored at={at} away={outward} apart={APART} opacity={drawn}>
        <Label
          text={text}
          fill={fill}
          fontSize={text.length === 1 && text !== '0' ? sizes.body : sizes.small}
        />
      </Anchored>
    );
  }
}
