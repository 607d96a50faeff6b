import { type PageMessage, pack, type Request, unpack } from './protocol';

/** The worker's own socket to Node: frames do not pass through the thread that draws. */
export class FrameSocket {
  /** Messages that Node has room for. */
  private credit = 0;
  private ringFound: boolean | undefined;
  private closed = false;
  private wake: () => void = () => undefined;

  private constructor(private readonly socket: WebSocket) {
    socket.binaryType = 'arraybuffer';
    socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
      const { request } = unpack(new Uint8Array(data)).head as { request: Request };
      if (request.kind === 'taken') this.credit += request.frames;
      if (request.kind === 'ring') this.ringFound = request.found;
      this.wake();
    };
    socket.onclose = () => {
      this.closed = true;
      this.wake();
    };
  }

  static open(url: string): Promise<FrameSocket> {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url);
      socket.onopen = () => resolve(new FrameSocket(socket));
      socket.onerror = () => reject(new Error('the socket for frames did not open'));
    });
  }

  /** Offers a file for frames; resolves with whether Node found it. */
  async offerRing(mark: string, slotBytes: number): Promise<boolean> {
    this.socket.send(pack({ kind: 'ring', mark, slotBytes }));
    await this.until(() => this.ringFound !== undefined);
    return this.ringFound === true;
  }

  /** Waits until Node has room for one message more; `send` then sends it at once. */
  room(): Promise<void> {
    return this.until(() => this.credit > 0);
  }

  /** Sends a message when Node has room for it; the payload may be reused afterwards. */
  async send(head: PageMessage, payload: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.room();
    this.credit--;
    this.socket.send(pack(head, payload));
  }

  /** Closes the socket; resolves when Node has received everything that was sent. */
  async close(): Promise<void> {
    // The closing handshake is answered after what was sent before it: simply ending the worker could lose that.
    this.socket.close();
    while (!this.closed) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  private async until(done: () => boolean): Promise<void> {
    while (!done()) {
      if (this.closed) throw new Error('the socket for frames was closed');
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}
