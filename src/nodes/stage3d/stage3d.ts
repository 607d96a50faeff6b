import { computed, initial, Layout, type LayoutProps, nodeName, signal } from '@motion-canvas/2d';
import {
  all,
  createSignal,
  PlaybackState,
  type SignalValue,
  type SimpleSignal,
  type ThreadGenerator,
  type TimingFunction,
  Vector2,
} from '@motion-canvas/core';
import { ease } from '../../theme';
import { drawnBySignals } from '../drawn-by-signals';
import { type CameraPose, onTargetPlane, type Point3, project } from './camera';
import { type Crop, cropTo } from './crop';
import { lensOf } from './raster/lens';
import { Rasterizer } from './raster/rasterizer';
import type { Seen } from './raster/shapes';
import { Solid } from './solid';

export interface Stage3DProps extends LayoutProps {
  azimuth?: SignalValue<number>;
  elevation?: SignalValue<number>;
  zoom?: SignalValue<number>;
  fieldOfView?: SignalValue<number>;
  target?: SignalValue<Point3>;
}

/** An editor that plays has little time for each frame: its pictures have this share of the pixels each way. */
const PLAYING = 0.5;

/**
 * A three-dimensional world drawn into the two-dimensional one.
 *
 * Its children are {@link Solid}s, drawn behind everything else, and ordinary nodes, drawn over
 * them at full quality ({@link Anchored} ones stay at a point of the world). The camera is made of signals.
 * The picture is rendered again only when the camera or a signal of a solid has changed.
 *
 * @example
 * ```tsx
 * <Stage3D ref={stage} size={[1920, 1080]} azimuth={35} elevation={30} zoom={600}>
 *   <Surface3D fields={[neuron]} range={1} rise={0.2} colors={sequential} />
 *   <Anchored at={[0, 0, 0.3]}><Formula tex={'n(x, y)'} /></Anchored>
 * </Stage3D>
 * ```
 */
@nodeName('Stage3D')
@drawnBySignals
export class Stage3D extends Layout {
  /** See {@link CameraPose}. */
  @initial(35) @signal() declare public readonly azimuth: SimpleSignal<number, this>;
  @initial(30) @signal() declare public readonly elevation: SimpleSignal<number, this>;
  @initial(600) @signal() declare public readonly zoom: SimpleSignal<number, this>;
  @initial(24) @signal() declare public readonly fieldOfView: SimpleSignal<number, this>;
  @initial([0, 0, 0]) @signal() declare public readonly target: SimpleSignal<Point3, this>;

  private readonly rasterizer = new Rasterizer();
  private readonly canvas = new OffscreenCanvas(1, 1);
  /** Pixels of the film per unit of the stage: a smaller film needs a smaller picture. */
  private readonly resolution = createSignal(1);

  public constructor(props: Stage3DProps) {
    super({ size: [1920, 1080], ...props });
  }

  /** Where the stage is seen from now. */
  @computed()
  public pose(): CameraPose {
    return {
      azimuth: this.azimuth(),
      elevation: this.elevation(),
      zoom: this.zoom(),
      fieldOfView: this.fieldOfView(),
      target: this.target(),
    };
  }

  /** Moves the camera; what is not named stays. */
  public *look(
    to: Partial<CameraPose>,
    seconds: number,
    timing: TimingFunction = ease.glide,
  ): ThreadGenerator {
    const moves: ThreadGenerator[] = [];
    if (to.azimuth !== undefined) moves.push(this.azimuth(to.azimuth, seconds, timing));
    if (to.elevation !== undefined) moves.push(this.elevation(to.elevation, seconds, timing));
    // Equal steps of a zoom look equal as ratios.
    if (to.zoom !== undefined) moves.push(this.zoom(to.zoom, seconds, timing, geometric));
    if (to.fieldOfView !== undefined)
      moves.push(this.fieldOfView(to.fieldOfView, seconds, timing, geometric));
    if (to.target !== undefined) moves.push(this.target(to.target, seconds, timing));
    yield* all(...moves);
  }

  /** Where a point of the world is seen, in the stage's own coordinates. */
  public project(point: Point3): Vector2 {
    const { x, y } = project(this.pose(), this.height(), point);
    return new Vector2(x, y);
  }

  /** The point at the target's distance that is seen at these coordinates of the stage. */
  public behind(at: Vector2): Point3 {
    return onTargetPlane(this.pose(), at.x, at.y);
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    const { width, height } = this.size();
    const { a, b } = context.getTransform();
    this.resolution(Math.hypot(a, b) * (this.view().playbackState() === PlaybackState.Playing ? PLAYING : 1));
    const picture = this.picture();
    if (picture !== undefined) {
      const { canvas, crop } = picture;
      const scale = 1 / this.resolution();
      const [x, y] = [crop.left * scale - width / 2, crop.top * scale - height / 2];
      context.drawImage(canvas, x, y, crop.width * scale, crop.height * scale);
    }
    super.draw(context);
  }

  /**
   * The drawn solids, and where they stand in the stage's picture; undefined if there are none to be seen.
   * Being computed, it is drawn again when something it has read changes.
   */
  @computed()
  private picture(): { readonly canvas: OffscreenCanvas; readonly crop: Crop } | undefined {
    const size = this.size().scale(this.resolution());
    const [width, height] = [Math.max(1, Math.round(size.x)), Math.max(1, Math.round(size.y))];
    const pose = this.pose();
    const solids = this.findAll((node): node is Solid => node instanceof Solid).filter(
      (solid) => solid.opacityOn(this) > 0,
    );
    const crop = this.crop(solids, pose, { width, height });
    if (crop === undefined) return undefined;
    const seen = solids.flatMap((solid): Seen[] => {
      const shape = solid.shape(pose.azimuth);
      return shape === undefined ? [] : [{ shape, opacity: solid.opacityOn(this) }];
    });
    const lens = lensOf(pose, { width: this.width(), height: this.height() }, this.resolution(), crop);
    const pixels = this.rasterizer.render(seen, lens, crop.width, crop.height);
    if (this.canvas.width !== crop.width) this.canvas.width = crop.width;
    if (this.canvas.height !== crop.height) this.canvas.height = crop.height;
    const context = this.canvas.getContext('2d');
    if (context === null) throw new Error('the browser made no 2-D canvas for the stage');
    context.putImageData(new ImageData(pixels, crop.width, crop.height), 0, 0);
    return { canvas: this.canvas, crop };
  }

  /** The part of the picture that the solids are seen in. */
  private crop(
    solids: readonly Solid[],
    pose: CameraPose,
    whole: { readonly width: number; readonly height: number },
  ): Crop | undefined {
    const corners: Point3[] = [];
    for (const solid of solids) {
      const own = solid.corners();
      if (own === undefined) return { left: 0, top: 0, ...whole };
      corners.push(...own);
    }
    return cropTo(corners, pose, { width: this.width(), height: this.height() }, this.resolution());
  }
}

function geometric(from: number, to: number, value: number): number {
  return from * (to / from) ** value;
}
