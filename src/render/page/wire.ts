import { pageError } from './page-error';
import { type PageMessage, pack, type Request, unpack } from './protocol';

/** The page's end of the socket. */
export class Wire {
  private readonly socket: WebSocket;
  private running = 0;

  constructor(readonly url: string) {
    this.socket = new WebSocket(url);
    this.socket.binaryType = 'arraybuffer';
  }

  /** Whether a request is being answered. */
  get busy(): boolean {
    return this.running > 0;
  }

  /** Sends a message, with a payload if there is one. */
  send(head: PageMessage, payload?: ArrayBuffer | Uint8Array<ArrayBuffer>): void {
    this.socket.send(pack(head, payload));
  }

  /** Answers every request with what `handle` returns, or with the error it throws. */
  serve(handle: (request: Request) => Promise<unknown>): void {
    this.socket.onopen = () => this.send({ kind: 'hello' });
    this.socket.onmessage = async ({ data }: MessageEvent<ArrayBuffer>) => {
      const { id, request } = unpack(new Uint8Array(data)).head as { id: number; request: Request };
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
