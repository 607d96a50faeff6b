import type { WebSocket } from 'ws';
import { WorkError } from '../errors';
import type { ShippedFrame } from './encode/encoder';
import { FrameRing } from './frame-ring';
import type { FrameRange } from './frames';
import { GRACE, LostError } from './lost';
import { type PageMessage, pack, type Request, type Shipping, unpack } from './page/protocol';

/** Who takes shipped frames in order, and how they are to be shipped. */
export interface Taker {
  readonly shipping: Shipping;
  /** Whether frames in which nothing has changed may be repeated instead of drawn. */
  readonly repeat: boolean;
  /** Frames that one page draws in a row when several share a film. */
  readonly block: number;
  /** Messages of one page that may wait in Node. */
  readonly window: number;
  /** Takes one message's payload; resolves when the next may come. */
  readonly take: (message: ShippedFrame, payload: Buffer) => Promise<void>;
}

/** One page's way to Node: its socket, and the file for its frames if there is one. */
interface Page {
  readonly socket: WebSocket;
  ring: FrameRing | undefined;
  /** The frame handed over last. */
  last: Buffer | undefined;
}

/** What came from a page and waits for its turn. */
interface Waiting {
  readonly message: ShippedFrame & Extract<PageMessage, { kind: 'frame' | 'packet' }>;
  readonly payload: Buffer;
  readonly page: Page;
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
  private readonly all: Page[] = [];
  private closed = 0;
  private pumping = false;
  private resolve: () => void = () => undefined;
  private reject: (error: unknown) => void = () => undefined;

  constructor(
    private readonly encoder: Pick<Taker, 'take' | 'window'>,
    private readonly range: FrameRange,
    /** How many pages will ship, and the profile of their browser. */
    private readonly pages: number,
    private readonly profile: string,
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
    const page: Page = { socket, ring: undefined, last: undefined };
    this.all.push(page);
    socket.on('message', (data: Buffer) => {
      const { head, payload } = unpack(data);
      const message = head as PageMessage;
      if (message.kind === 'ring') {
        void this.openRing(page, message.mark, message.slotBytes);
      } else if (message.kind === 'frame' || message.kind === 'packet') {
        const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
        this.waiting.set(message.frame, { message, payload: bytes, page });
        void this.pump();
      }
    });
    socket.on('close', () => {
      this.closed++;
      void this.pump();
    });
    tell(socket, { kind: 'taken', frames: this.encoder.window });
  }

  /** Lets go of the pages' files. */
  async close(): Promise<void> {
    await Promise.all(this.all.splice(0).map((page) => page.ring?.close()));
  }

  private async openRing(page: Page, mark: string, slotBytes: number): Promise<void> {
    page.ring = await FrameRing.find(this.profile, mark, slotBytes).catch(() => undefined);
    tell(page.socket, { kind: 'ring', found: page.ring !== undefined });
  }

  /** Hands over what is next for as long as it is there. */
  private async pump(): Promise<void> {
    if (this.pumping) return;
    this.pumping = true;
    try {
      for (let found = this.take(); found; found = this.take()) {
        const { message, page } = found;
        const payload = await payloadOf(found);
        if (payload === undefined) throw new WorkError(`frame ${message.frame} lies in no file`);
        if (message.kind === 'frame') page.last = payload;
        await this.encoder.take(message, payload);
        this.onFrame(message.frame);
        this.next++;
        tell(page.socket, { kind: 'taken', frames: 1 });
      }
      if (this.next === this.range.to) this.resolve();
      else if (this.closed === this.pages) setTimeout(() => this.reject(this.missing()), GRACE);
    } catch (error) {
      this.reject(error);
    } finally {
      this.pumping = false;
    }
  }

  private missing(): LostError {
    return new LostError(`no page shipped frame ${this.next}`);
  }

  private take(): Waiting | undefined {
    const found = this.waiting.get(this.next);
    this.waiting.delete(this.next);
    return found;
  }
}

/** The bytes of what came: with it, in the page's file, or those of the frame before. */
async function payloadOf({ message, page, payload }: Waiting): Promise<Buffer | undefined> {
  if (message.kind === 'packet') return payload;
  if (message.repeated) return page.last;
  return message.slot === undefined ? payload : page.ring?.read(message.slot);
}

/** Tells a page's worker something, if it still listens. */
function tell(socket: WebSocket, request: Request): void {
  if (socket.readyState === socket.OPEN) socket.send(pack({ id: 0, request }));
}
