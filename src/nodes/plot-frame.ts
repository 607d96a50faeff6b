import { createSignal, type SignalValue, type SimpleSignal, Vector2 } from '@motion-canvas/core';
import { type Span, unitAt, valueAt } from './plot-scale';

/** One axis of a plot: its two spans, and a signal that says which of them is shown. */
export class PlotAxis {
  /** 0 for a linear axis, 1 for a logarithmic one; animate it to morph between the two. */
  readonly logness: SimpleSignal<number>;

  /** @param logness - Where the axis begins; a function makes it follow another axis. */
  constructor(
    readonly span: Span,
    logness: SignalValue<number> = 0,
  ) {
    this.logness = createSignal(logness);
  }

  /** The place of a value along the axis, 0 to 1. */
  unit(value: number): number {
    return unitAt(this.span, value, this.logness());
  }

  /** The value at a place along the axis. */
  value(unit: number): number {
    return valueAt(this.span, unit, this.logness());
  }
}

/** The rectangle of a plot in its parent's pixels, and its two axes: what everything drawn in it shares. */
export class PlotFrame {
  readonly left: SimpleSignal<number>;
  readonly top: SimpleSignal<number>;
  readonly width: SimpleSignal<number>;
  readonly height: SimpleSignal<number>;

  constructor(
    readonly x: PlotAxis,
    readonly y: PlotAxis,
    rect: Readonly<Record<'left' | 'top' | 'width' | 'height', SignalValue<number>>>,
  ) {
    this.left = createSignal(rect.left);
    this.top = createSignal(rect.top);
    this.width = createSignal(rect.width);
    this.height = createSignal(rect.height);
  }

  get right(): number {
    return this.left() + this.width();
  }

  get bottom(): number {
    return this.top() + this.height();
  }

  /** Horizontal place of a value of the x axis. */
  xAt(value: number): number {
    return this.left() + this.width() * this.x.unit(value);
  }

  /** Vertical place of a value of the y axis. */
  yAt(value: number): number {
    return this.bottom - this.height() * this.y.unit(value);
  }

  /** Where a point of the plot stands. */
  at(x: number, y: number): Vector2 {
    return new Vector2(this.xAt(x), this.yAt(y));
  }
}
