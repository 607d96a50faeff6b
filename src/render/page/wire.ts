import { pageError } from './page-error';
import { type PageMessage, pack, type Request, unpack } from './protocol';

/** The page's end of the socket. */
export class Wire {
  private readonly socket: WebSocket;
  private running = 0;
  private credit = 0;
  private readonly waiting: (() => void)[] = [];
  private stopped = false;

  constructor(url: string) {
    this.socket = new WebSocket(url);
    this.socket.binaryType = 'arraybuffer';
  }

  /** Whether a request is being answered. */
  get busy(): boolean {
    return this.running > 0;
  }

  /** Whether Node asked to stop filming. */
  get halted(): boolean {
    return this.stopped;
  }

  /** Sends a message, with a payload if there is one. */
  send(head: PageMessage, payload?: ArrayBuffer | Uint8Array<ArrayBuffer>): void {
    this.socket.send(pack(head, payload));
  }

  /** Waits until Node has room for one more frame. */
  async room(): Promise<void> {
    while (this.credit <= 0 && !this.stopped) await new Promise<void>((wake) => this.waiting.push(wake));
    this.credit--;
  }

  /** Answers every request with what `handle` returns, or with the error it throws. */
  serve(handle: (request: Request) => Promise<unknown>): void {
    this.socket.onopen = () => this.send({ kind: 'hello' });
    this.socket.onmessage = async ({ data }: MessageEvent<ArrayBuffer>) => {
      const { id, request } = unpack(new Uint8Array(data)).head as { id: number; request: Request };
      if (request.kind === 'taken' || request.kind === 'stop') {
        if (request.kind === 'taken') this.credit += request.frames;
        else this.stopped = true;
        for (const wake of this.waiting.splice(0)) wake();
        return;
      }
      this.running++;
      try {
        this.send({ kind: 'answer', id, value: await handle(request) });
      } catch (error) {
        this.send({ kind: 'failure', id, error: pageError(error) });
      } finally {
        this.running--;
      }
    };
  }
}
