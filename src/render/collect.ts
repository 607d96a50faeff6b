import type { WebSocket } from 'ws';
import { WorkError } from '../errors';
import type { Encoder, ShippedFrame } from './encode/encoder';
import type { FrameRange } from './frames';
import { pack, unpack } from './page/protocol';

/** What came from a page and waits for its turn. */
interface Waiting {
  readonly message: ShippedFrame;
  readonly payload: Buffer;
  readonly socket: WebSocket;
}

/**
 * Takes the frames of a range off the sockets of several pages and hands them to the encoder in order.
 *
 * A page may be ahead of its turn by as many messages as the encoder lets wait; it gets leave for one more
 * with every one that is taken.
 */
export class Collector {
  /** Resolves when the last frame is taken; rejects when one cannot be. */
  readonly done: Promise<void>;
  private readonly waiting = new Map<number, Waiting>();
  private next: number;
  private closed = 0;
  private pumping = false;
  private resolve: () => void = () => undefined;
  private reject: (error: unknown) => void = () => undefined;

  constructor(
    private readonly encoder: Pick<Encoder, 'take' | 'window'>,
    private readonly range: FrameRange,
    /** How many pages will ship. */
    private readonly pages: number,
    private readonly onFrame: (frame: number) => void,
  ) {
    this.next = range.from;
    this.done = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
    // Somebody waits for it together with the pages; until then it must not count as unheard.
    this.done.catch(() => undefined);
  }

  /** Adds a page's socket. */
  add(socket: WebSocket): void {
    socket.on('message', (data: Buffer) => {
      const { head, payload } = unpack(data);
      const message = head as ShippedFrame;
      const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
      this.waiting.set(message.frame, { message, payload: bytes, socket });
      void this.pump();
    });
    socket.on('close', () => {
      this.closed++;
      void this.pump();
    });
    allow(socket, this.encoder.window);
  }

  /** Hands over what is next for as long as it is there. */
  private async pump(): Promise<void> {
    if (this.pumping) return;
    this.pumping = true;
    try {
      for (let found = this.take(); found; found = this.take()) {
        await this.encoder.take(found.message, found.payload);
        this.onFrame(found.message.frame);
        this.next++;
        allow(found.socket, 1);
      }
      if (this.next === this.range.to) this.resolve();
      else if (this.closed === this.pages) this.reject(new WorkError(`no page shipped frame ${this.next}`));
    } catch (error) {
      this.reject(error);
    } finally {
      this.pumping = false;
    }
  }

  private take(): Waiting | undefined {
    const found = this.waiting.get(this.next);
    this.waiting.delete(this.next);
    return found;
  }
}

/** Tells a page that it may send so many messages more. */
function allow(socket: WebSocket, frames: number): void {
  if (socket.readyState === socket.OPEN) socket.send(pack({ id: 0, request: { kind: 'taken', frames } }));
}
