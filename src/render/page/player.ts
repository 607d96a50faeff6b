import {
  type FullSceneDescription,
  getContext,
  PlaybackManager,
  PlaybackState,
  PlaybackStatus,
  type Project,
  type Scene,
  SharedWebGLContext,
  Stage,
  useScene,
  type Vector2,
} from '@motion-canvas/core';
import { ReadOnlyTimeEvents } from '@motion-canvas/core/lib/scenes/timeEvents';
import { changes } from './changes';
import { Cover } from './covered';
import { endAtLast } from './endless';
import { hear, soundsOf } from './heard';
import { rememberLetters } from './letter-places';
import { logicalSize, ownSize } from './logical-size';
import { PlayError } from './page-error';
import { Patience } from './patience';
import type { PlaybackDescription, PrepareRequest } from './protocol';
import { retireNodes, SWEEP } from './retire';
import { seedMathRandom, seedScene } from './seeds';
import { seeksShown } from './seeks';
import type { Steadiness } from './steady';
import { thrownIn } from './thrown';

/** Says what a scene logged. */
export type Log = (level: string, message: string) => void;

/**
 * Plays scenes of a project frame by frame onto a canvas.
 *
 * It does what Motion Canvas's own renderer does, by frame number instead of by time: no timer between
 * frames, no range in seconds that gains a frame by rounding, and no replay more than needed.
 */
export class Player {
  private readonly stage = new Stage();
  private context: CanvasRenderingContext2D | undefined;
  private cover: Cover | undefined;
  /** What is under everything that a scene draws; null for a transparent film. */
  private background: string | null = '#000000';
  private playback = new PlaybackManager();
  private readonly webgl: SharedWebGLContext;
  private total = 0;
  private patience: Patience | undefined;

  constructor(
    private readonly project: Project,
    log: Log,
    private readonly steadiness: Steadiness,
    /** Hears whenever a scene moves on to a frame. */
    private readonly onMove: (scene: string, frame: number) => void,
  ) {
    this.webgl = new SharedWebGLContext(project.logger);
    project.logger.onLogged.subscribe((payload) => {
      const { level, message, remarks } = payload;
      const thrown = level === 'error' ? thrownIn(payload) : undefined;
      if (thrown) this.swallowed ??= new PlayError(thrown, this.runningScene, this.playback.frame);
      else if (level === 'error' || level === 'warn') log(level, remarks ? `${message} ${remarks}` : message);
    });
  }

  /** The canvas that holds the frame drawn last. */
  get canvas(): HTMLCanvasElement {
    return this.drawn;
  }

  private drawn = this.stage.finalBuffer;

  /** The lone scene drawn last, and how often signals had changed by then. */
  private shown: { readonly scene: Scene; readonly changes: number } | undefined;

  /** The scene whose length is being measured; the playback itself stands at its first scene meanwhile. */
  private measured: string | undefined;

  /** The first error that Motion Canvas caught and went on from. */
  private swallowed: PlayError | undefined;

  private get playedScene(): string {
    return this.measured ?? this.playback.currentScene.name;
  }

  /** The scene whose code runs right now: in a transition, either of two. */
  private get runningScene(): string {
    try {
      return useScene().name;
    } catch {
      return this.playedScene; // None is running: the error comes from between.
    }
  }

  /** The frame drawn last. */
  get frame(): number {
    return this.playback.frame;
  }

  /**
   * Chooses scenes, size and rate, and runs every scene through once to learn how long it is.
   *
   * @throws PlayError if a scene throws.
   */
  async prepare({
    scenes,
    pixels,
    fps,
    variables,
    transparent,
    patience,
  }: PrepareRequest): Promise<PlaybackDescription> {
    const settings = this.project.meta.getFullRenderingSettings();
    const { size, scale } = logicalSize(pixels, ownSize(this.project));
    // Where a project has no background, an opaque film of it is black.
    this.background = transparent ? null : (settings.background?.serialize() ?? '#000000');
    this.stage.configure({ ...settings, size, resolutionScale: scale, background: this.background });
    this.context = getContext({ colorSpace: settings.colorSpace }, document.createElement('canvas'));
    Object.assign(this.context.canvas, pixels);
    this.cover = new Cover(this.context);
    this.measured = undefined;
    this.patience = new Patience(patience);
    this.playback = new PlaybackManager();
    this.playback.fps = fps;
    this.playback.state = PlaybackState.Rendering;
    const status = new PlaybackStatus(this.playback);
    const chosen = this.project.scenes.filter(({ name }) => scenes === null || scenes.includes(name));
    const played = chosen.map((description) => this.createScene(description, status, size, scale, variables));
    this.playback.setup(played);
    const now = () => ({
      scene: this.playedScene,
      frame: this.playback.frame,
      seconds: this.playback.frame / fps,
    });
    const heard = await hear(now, () => this.guarded(() => this.playback.recalculate()));
    const sounds = [...heard.sounds, ...played.flatMap(soundsOf)];
    this.measured = undefined;
    // A scene without a single pause is one frame.
    this.total = Math.max(1, this.playback.duration);
    await this.guarded(() => this.playback.reset());
    return {
      frames: this.total,
      starts: played.map((scene) => ({ scene: scene.name, frame: scene.firstFrame })),
      said: heard.said,
      sounds,
    };
  }

  /**
   * Plays on to a frame and draws it; back to an earlier one means from the start.
   *
   * Motion Canvas's own seek would enter a later scene without the one before it, and so draw other
   * pictures in a transition than a playthrough does.
   *
   * @throws PlayError if a scene throws.
   */
  async draw(frame: number): Promise<void> {
    await this.advance(frame);
    await this.render();
  }

  /**
   * Plays on to a frame without drawing it.
   *
   * @returns Whether no signal has changed since the frame that was drawn last.
   * @throws PlayError if a scene throws.
   */
  async advance(frame: number): Promise<boolean> {
    if (frame < 0 || frame >= this.total) throw new RangeError(`frame ${frame} is not one of ${this.total}`);
    await this.guarded(async () => {
      if (frame < this.playback.frame) await this.playback.reset();
      while (this.playback.frame < frame) {
        await this.playback.progress();
        if (this.playback.frame % SWEEP === 0) retireNodes(this.playback.currentScene);
      }
    });
    const { currentScene, previousScene } = this.playback;
    return previousScene === null && currentScene === this.shown?.scene && changes() === this.shown.changes;
  }

  /**
   * Draws the frame at hand.
   *
   * @throws PlayError if a scene throws.
   */
  async render(): Promise<void> {
    this.shown = undefined;
    await this.guarded(async () => {
      await this.paint();
      if (await seeksShown()) await this.paint();
    });
    const { currentScene, previousScene } = this.playback;
    if (previousScene === null) this.shown = { scene: currentScene, changes: changes() };
  }

  /** Whether the frame at hand cannot look different as long as no signal changes. */
  get isSteady(): boolean {
    return this.steadiness.isSteady(this.playback.currentScene);
  }

  /**
   * Draws the frame at hand.
   *
   * Motion Canvas draws each scene on a canvas of its own and these on a last one, over the background. Between
   * transitions there is one scene: it is drawn where it stays, and the background is put under what it leaves bare,
   * which gives the same pixels with two copies of the frame less.
   */
  private async paint(): Promise<void> {
    const { currentScene, previousScene } = this.playback;
    if (this.background === null) for (const scene of [currentScene, previousScene]) dropFill(scene);
    if (previousScene || !this.context) {
      await this.stage.render(currentScene, previousScene);
      this.drawn = this.stage.finalBuffer;
      return;
    }
    const { context } = this;
    await currentScene.render(context);
    this.drawn = context.canvas;
    if (this.background === null || this.cover?.isWhole(currentScene)) return;
    context.save();
    context.globalCompositeOperation = 'destination-over';
    context.fillStyle = this.background;
    context.fillRect(0, 0, context.canvas.width, context.canvas.height);
    context.restore();
  }

  /** Ends the playback for a reason, told with scene and frame. */
  fail(reason: string): never {
    throw new PlayError(new Error(reason), this.playedScene, this.playback.frame);
  }

  private createScene(
    description: FullSceneDescription,
    playback: PlaybackStatus,
    size: Vector2,
    resolutionScale: number,
    variables: Readonly<Record<string, unknown>>,
  ): Scene {
    const meta = description.meta.clone();
    seedScene(meta, description.name);
    const scene = new description.klass({
      ...description,
      meta,
      logger: this.project.logger,
      playback,
      size,
      resolutionScale,
      timeEventsClass: ReadOnlyTimeEvents,
      sharedWebGLContext: this.webgl,
      experimentalFeatures: this.project.experimentalFeatures,
    });
    scene.variables.updateSignals({ ...this.project.variables, ...variables });
    seedMathRandom(scene, playback);
    rememberLetters(scene);
    const next = scene.next.bind(scene);
    scene.next = () => {
      this.patience?.move();
      this.onMove(scene.name, playback.frame);
      return next();
    };
    endAtLast(scene, playback, () => {
      this.measured = scene.name;
    });
    return scene;
  }

  /** Runs a part of the playback; whatever it throws is told with its scene and frame. */
  private async guarded(work: () => Promise<unknown>): Promise<void> {
    this.swallowed = undefined;
    try {
      await (this.patience?.with(work) ?? work());
    } catch (error) {
      // What was caught before is the cause, and this its consequence.
      throw this.swallowed ?? new PlayError(error, this.playedScene, this.playback.frame);
    }
    if (this.swallowed) throw this.swallowed;
  }
}

/** Takes away what a scene fills its whole view with: in a transparent film nothing lies under the rest. */
function dropFill(scene: Scene | null): void {
  if (scene === null || !('getView' in scene) || typeof scene.getView !== 'function') return;
  const view: unknown = scene.getView();
  if (typeof view === 'object' && view !== null && 'fill' in view && typeof view.fill === 'function') {
    view.fill(null);
  }
}
