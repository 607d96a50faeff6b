import type { Player } from './player';
import { type Filmed, type FilmRequest, isShared } from './protocol';
import type { Wire } from './wire';

/** How many drawn frames may wait for the worker: it converts one while the next is drawn. */
const AHEAD = 2;

/**
 * Frames after which a page collects its garbage. Left to itself it lets it grow: two pages from 0.76 to 1.06 GB in 3400
 * frames of text at 1080p60, and no further than 0.84 so.
 */
const COLLECT_EVERY = 600;

/** Frames that are repeated in a row before one is drawn, to see that nothing has moved. */
const LOOK = 30;

const MOVED =
  'something has moved although no signal has changed: a list that a signal holds, perhaps, was changed in place. ' +
  'Set the signal to a new one, or film with repeat=false, which draws every frame';

/** What the page tells its shipping worker. */
export type WorkerRequest =
  | { readonly kind: 'start'; readonly url: string; readonly request: FilmRequest }
  | {
      readonly kind: 'frame';
      readonly frame: number;
      readonly picture: VideoFrame;
      /** Whether it may well be the picture before: then it is looked at whether it is. */
      readonly compare: boolean;
    }
  /** The frame before once more. */
  | { readonly kind: 'repeat'; readonly frame: number }
  | { readonly kind: 'finish' };

/** What the worker tells the page: one frame is through, all are, or why not. */
export type WorkerReply =
  | { readonly kind: 'through'; readonly repeated: boolean }
  | { readonly kind: 'finished' }
  | { readonly kind: 'failed'; readonly message: string };

/**
 * Draws a range frame by frame while a worker converts, encodes and ships the frames before.
 *
 * A frame leaves the canvas as a `VideoFrame`: a snapshot that the browser makes in a millisecond, where
 * reading pixels back takes five.
 *
 * Where no signal has changed, the frame is compared with the one before it. If they are the same, and nothing in the
 * scene draws what no signal tells, the frames after it are not even drawn until a signal changes.
 *
 * @throws PlayError if a scene throws, Error if the encoder fails.
 */
export async function filmRange(player: Player, request: FilmRequest, wire: Wire): Promise<Filmed> {
  const worker = new Worker(new URL('./film-worker.ts', import.meta.url), { type: 'module' });
  const lane = new Lane(worker);
  try {
    lane.post({ kind: 'start', url: `${wire.url}/frames`, request });
    const { shipping } = request;
    const alpha = shipping.as === 'rgba' && shipping.alpha ? 'keep' : 'discard';
    // A frame of this request must be there before one can be repeated.
    let begun = false;
    let still = false;
    let unseen = 0;
    let repeated = 0;
    for (let frame = request.from; frame < request.to; frame++) {
      if ((frame + 1) % COLLECT_EVERY === 0) globalThis.gc?.();
      if (!isShared(request.share, frame)) continue;
      const quiet = (await player.advance(frame)) && begun && request.repeat;
      begun = true;
      if (quiet && still && ++unseen < LOOK) {
        await lane.room();
        lane.send({ kind: 'repeat', frame });
        repeated++;
        continue;
      }
      await player.render();
      await lane.room();
      const picture = new VideoFrame(player.canvas, { timestamp: 0, alpha });
      lane.send({ kind: 'frame', frame, picture, compare: quiet }, [picture]);
      const same: boolean = quiet && (still || player.isSteady) && (await lane.repeatedLast());
      if (quiet && still && !same) player.fail(MOVED);
      still = same && player.isSteady;
      unseen = 0;
    }
    await lane.finish();
    return { repeated };
  } finally {
    worker.terminate();
  }
}

/** The way to the worker, with a limit on how much is under way. */
class Lane {
  private underWay = 0;
  private repeated = false;
  private finished = false;
  private failure: Error | undefined;
  private wake: () => void = () => undefined;

  constructor(private readonly worker: Worker) {
    worker.onmessage = ({ data }: MessageEvent<WorkerReply>) => {
      if (data.kind === 'through') {
        this.underWay--;
        this.repeated = data.repeated;
      } else if (data.kind === 'finished') this.finished = true;
      else this.failure = new Error(data.message);
      this.wake();
    };
    worker.onerror = (event) => {
      this.failure = new Error(event.message || 'the worker that ships the frames did not start');
      this.wake();
    };
  }

  post(request: WorkerRequest): void {
    this.worker.postMessage(request);
  }

  /** Sends a frame on its way. */
  send(request: WorkerRequest, owned: Transferable[] = []): void {
    this.underWay++;
    this.worker.postMessage(request, owned);
  }

  /** Waits until the last frame is through, and tells whether it was the same as the one before. */
  async repeatedLast(): Promise<boolean> {
    await this.until(() => this.underWay === 0);
    return this.repeated;
  }

  /** Waits until one more frame may be sent. */
  room(): Promise<void> {
    return this.until(() => this.underWay < AHEAD);
  }

  /** Waits until every frame is shipped. */
  finish(): Promise<void> {
    this.post({ kind: 'finish' });
    return this.until(() => this.finished);
  }

  private async until(done: () => boolean): Promise<void> {
    for (;;) {
      if (this.failure) throw this.failure;
      if (done()) return;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}
