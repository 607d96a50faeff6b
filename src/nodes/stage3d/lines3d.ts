import { computed, initial, type NodeProps, nodeName, signal } from '@motion-canvas/2d';
import type { SignalValue, SimpleSignal } from '@motion-canvas/core';
import { CustomBlending, type Object3D, OneFactor, OneMinusSrcAlphaFactor } from 'three';
import { LineMaterial } from 'three/examples/jsm/lines/LineMaterial.js';
import { LineSegments2 } from 'three/examples/jsm/lines/LineSegments2.js';
import { LineSegmentsGeometry } from 'three/examples/jsm/lines/LineSegmentsGeometry.js';
import { palette, strokes } from '../../theme';
import { drawnBySignals } from '../drawn-by-signals';
import type { Point3 } from './camera';
import { Solid, type StageView } from './solid';

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

  private readonly material = new LineMaterial({
    // Of two lines in one place the later one is seen.
    depthWrite: false,
    // In front of the sheet that a line lies on.
    polygonOffset: true,
    polygonOffsetFactor: -2,
    polygonOffsetUnits: -40,
    transparent: true,
    blending: CustomBlending,
    blendSrc: OneFactor,
    blendDst: OneMinusSrcAlphaFactor,
    premultipliedAlpha: true,
  });
  private readonly lines = new LineSegments2(new LineSegmentsGeometry(), this.material);

  public constructor(props: LinesProps) {
    super(props);
    this.lines.frustumCulled = false;
    // It would take the resolution from the canvas, but a stage is rendered finer than that.
    this.lines.onBeforeRender = () => undefined;
  }

  public override solid({ stage, width, height, pixelScale }: StageView): Object3D {
    this.place();
    this.material.color.set(this.color());
    this.material.opacity = this.opacityOn(stage);
    this.material.linewidth = this.lineWidth() * pixelScale;
    this.material.resolution.set(width, height);
    this.lines.visible = this.drawn() > 0 && this.segments().length > 0;
    return this.lines;
  }

  public override corners(): readonly Point3[] {
    return this.segments().flat();
  }

  public override dispose(): void {
    super.dispose();
    this.lines.geometry.dispose();
    this.material.dispose();
  }

  /** The ends of the segments as drawn now; uploaded again only when they change. */
  @computed()
  private place(): void {
    const drawn = this.drawn();
    const positions = this.segments().flatMap(([from, to]) => [
      ...from,
      ...([0, 1, 2] as const).map((i) => from[i] + (to[i] - from[i]) * drawn),
    ]);
    if (positions.length === 0) return;
    this.lines.geometry.dispose();
    this.lines.geometry = new LineSegmentsGeometry().setPositions(positions);
  }
}
