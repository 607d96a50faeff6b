import type { WorkerReply, WorkerRequest } from './film';
import { FrameSocket } from './frame-socket';
import { i420Size, toI420 } from './i420';
import { PacketEncoder } from './packet-encoder';
import type { FilmRequest } from './protocol';

/**
 * The second half of filming, beside the thread that draws: take the pixels of a snapshot, turn them into
 * planes, and ship the planes, or encode them and ship the packets. Frames pass in order, one at a time.
 */
class Shipper {
  private pixels = new Uint32Array(0);
  private planes = new Uint8Array(0);
  private encoder: PacketEncoder | undefined;

  private constructor(
    private readonly request: FilmRequest,
    private readonly socket: FrameSocket,
  ) {}

  static async open(url: string, request: FilmRequest): Promise<Shipper> {
    return new Shipper(request, await FrameSocket.open(url));
  }

  async ship(frame: number, picture: VideoFrame): Promise<void> {
    const { codedWidth: width, codedHeight: height, format } = picture;
    if (format === null || !/^(?:RGB|BGR)[AX]$/.test(format)) {
      throw new Error(`the browser gives frames as ${format}, which this renderer does not read`);
    }
    const { shipping, from } = this.request;
    if (shipping.as === 'nothing') {
      picture.close();
      await this.socket.send({ kind: 'frame', frame }, new Uint8Array(0));
      return;
    }
    if (this.pixels.length !== width * height) {
      this.pixels = new Uint32Array(width * height);
      this.planes = new Uint8Array(i420Size(width, height));
    }
    await picture.copyTo(this.pixels);
    picture.close();
    toI420(this.pixels, format.startsWith('BGR'), width, height, this.planes);
    if (shipping.as === 'i420') {
      await this.socket.send({ kind: 'frame', frame }, this.planes);
    } else {
      this.encoder ??= new PacketEncoder(shipping, { width, height }, this.socket);
      const opensGroup = (frame - from) % shipping.groupSize === 0;
      await this.encoder.encode(frame, this.planes, opensGroup);
    }
  }

  async finish(): Promise<void> {
    await this.encoder?.finish();
    await this.socket.close();
  }
}

const reply = (message: WorkerReply) => postMessage(message);

let work: Promise<unknown> = Promise.resolve();
let shipper: Promise<Shipper> | undefined;

addEventListener('message', ({ data }: MessageEvent<WorkerRequest>) => {
  work = work
    .then(async () => {
      if (data.kind === 'start') {
        shipper = Shipper.open(data.url, data.request);
        await shipper;
      } else if (data.kind === 'frame') {
        await (await shipper)?.ship(data.frame, data.picture);
        reply({ kind: 'through' });
      } else {
        await (await shipper)?.finish();
        reply({ kind: 'finished' });
      }
    })
    .catch((error: unknown) => reply({ kind: 'failed', message: String(error) }));
});
