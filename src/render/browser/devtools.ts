import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** What the browser answers; the fields depend on the method. */
type Result = Readonly<Record<string, unknown>>;

/**
 * The little of the DevTools protocol that a film needs: open a page, hear when it crashes, close.
 *
 * It runs over two pipes that the browser inherits, so nothing listens on a port, and the browser ends
 * by itself when our process dies. Pages are opened but never attached to: an inspected page would send
 * every frame a second time through the protocol.
 */
export class DevTools {
  private nextId = 1;
  private rest = '';
  private readonly waiting = new Map<
    number,
    { resolve: (result: Result) => void; reject: (error: Error) => void }
  >();
  private ended: Error | undefined;

  /**
   * @param browser - Started with `--remote-debugging-pipe` and pipes as file descriptors 3 and 4.
   * @param onEvent - Hears the events that no request asked for.
   */
  constructor(
    browser: ChildProcess,
    private readonly onEvent: (method: string, params: Result) => void,
  ) {
    this.output = browser.stdio[3] as Writable;
    const input = browser.stdio[4] as Readable;
    input.setEncoding('utf8');
    input.on('data', (text: string) => this.receive(text));
    // A browser that is gone shows itself as an ended process; a broken pipe adds nothing to that.
    this.output.on('error', () => undefined);
    input.on('error', () => undefined);
  }

  private readonly output: Writable;

  /** Asks the browser for something. Rejects if it refuses, or ends before it answers. */
  send(method: string, params: Result = {}, sessionId?: string): Promise<Result> {
    if (this.ended) return Promise.reject(this.ended);
    const id = this.nextId++;
    this.output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  /** Fails everything that still waits for an answer. */
  end(reason: Error): void {
    this.ended = reason;
    for (const { reject } of this.waiting.values()) reject(reason);
    this.waiting.clear();
  }

  private receive(text: string): void {
    const messages = (this.rest + text).split('\0');
    this.rest = messages.pop() ?? '';
    for (const message of messages) this.dispatch(message);
  }

  private dispatch(text: string): void {
    const message = JSON.parse(text) as {
      id?: number;
      method?: string;
      params?: Result;
      result?: Result;
      error?: { message: string };
    };
    if (message.id === undefined) {
      this.onEvent(message.method ?? '', message.params ?? {});
      return;
    }
    const waiting = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.error) waiting?.reject(new Error(message.error.message));
    else waiting?.resolve(message.result ?? {});
  }
}
