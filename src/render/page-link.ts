import type { WebSocket } from 'ws';
import { InterruptedError, WorkError } from '../errors';
import { GRACE, LostError } from './lost';
import { type PageError, type PageMessage, pack, type Request, unpack } from './page/protocol';

/** Hears what the page sends without having been asked for it one by one. */
export type Listener = (message: PageMessage, payload: Uint8Array) => void;

/** Parts that the silence is counted in. */
const PARTS = 10;

/** Node's end of the socket to one page. */
export class PageLink {
  private nextId = 1;
  private readonly waiting = new Map<
    number,
    { resolve: (value: unknown) => void; reject: (error: unknown) => void }
  >();
  private failed: Error | undefined;
  /** Parts of the silence in a row during which nothing was heard. */
  private quiet = 0;
  /** Where the page last was. */
  private place = '';
  private readonly listeners = new Set<Listener>();

  /**
   * @param explain - Puts an error of the page into one of ours.
   */
  constructor(
    private readonly socket: WebSocket,
    /** Resolves with the next socket on which this page ships frames. */
    readonly frames: () => Promise<WebSocket>,
    private readonly explain: (error: PageError) => Error,
    /** Milliseconds after which a page that says nothing is taken for caught in a loop. */
    silence: number,
  ) {
    // Counted in parts: a machine that was asleep wakes up with one part over, and not with all.
    const watch = setInterval(() => {
      this.quiet = this.waiting.size === 0 ? 0 : this.quiet + 1;
      if (this.quiet > PARTS) this.fail(this.stuck(silence));
    }, silence / PARTS).unref();
    socket.on('close', () => clearInterval(watch));
    socket.on('message', (data: Buffer) => this.receive(data));
    socket.on('close', () => {
      // A browser that died says why a moment later than its sockets close.
      setTimeout(() => this.fail(new LostError('the page that draws has gone')), GRACE).unref();
    });
    socket.on('error', () => socket.terminate());
  }

  /** Adds someone who hears frames, packets, logs and progress; call what it returns to stop. */
  listen(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Asks the page; resolves with its answer, rejects with its error, or when the page is gone. */
  ask<T>(request: Request): Promise<T> {
    if (this.failed) return Promise.reject(this.failed);
    const id = this.nextId++;
    this.socket.send(pack({ id, request }));
    return new Promise<T>((resolve, reject) => {
      // What the page answers to a request is what protocol.ts says it answers: both ends are ours.
      this.waiting.set(id, { resolve: (value) => resolve(value as T), reject });
    });
  }

  /** Whether the link has ended: whatever is asked of it fails. */
  get gone(): boolean {
    return this.failed !== undefined;
  }

  /** Tells the page something that needs no answer. */
  tell(request: Request): void {
    if (!this.failed) this.socket.send(pack({ id: 0, request }));
  }

  /** Ends the link: whatever waits for the page fails with this error. The first reason counts. */
  fail(reason: Error): void {
    this.failed ??= reason;
    for (const { reject } of this.waiting.values()) reject(this.failed);
    this.waiting.clear();
  }

  private receive(data: Buffer): void {
    const { head, payload } = unpack(data);
    const message = head as PageMessage;
    this.quiet = 0;
    if (message.kind === 'alive' && message.scene !== undefined) {
      this.place = `scene "${message.scene}", frame ${message.frame} or after: `;
    }
    if (message.kind === 'answer') this.take(message.id)?.resolve(message.value);
    else if (message.kind === 'failure') this.take(message.id)?.reject(this.explain(message.error));
    else if (message.kind === 'crash') this.fail(this.explain(message.error));
    else for (const listener of this.listeners) listener(message, payload);
  }

  private stuck(silence: number): WorkError {
    return new WorkError(
      `${this.place}nothing was heard of the page for ${silence / 1000} s: does the scene loop without a yield? ` +
        'If a frame is only slow, patience= lets it take more seconds',
    );
  }

  private take(id: number) {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    return waiting;
  }
}

/** Fails the link as soon as the signal aborts. */
export function failOnAbort(link: PageLink, signal: AbortSignal | undefined): void {
  const stop = () => link.fail(new InterruptedError('interrupted'));
  if (signal?.aborted) stop();
  else signal?.addEventListener('abort', stop, { once: true });
}
