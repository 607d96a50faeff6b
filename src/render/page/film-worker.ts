import { type Converter, createConverter } from './converter';
import type { WorkerReply, WorkerRequest } from './film';
import { FrameRing } from './frame-ring';
import { FrameSocket } from './frame-socket';
import { PacketEncoder } from './packet-encoder';
import type { FilmRequest } from './protocol';

/**
 * The second half of filming, beside the thread that draws: take the pixels of a snapshot, turn them into
 * planes, and ship the planes, or encode them and ship the packets. Frames pass in order, one at a time.
 */
class Shipper {
  private converter: Converter | undefined;
  private encoder: PacketEncoder | undefined;
  private ring: FrameRing | undefined;

  private constructor(
    private readonly request: FilmRequest,
    private readonly socket: FrameSocket,
    private readonly compiled: BufferSource | undefined,
  ) {}

  static async open(url: string, request: FilmRequest): Promise<Shipper> {
    const [socket, compiled] = await Promise.all([FrameSocket.open(url), compiledConversion()]);
    return new Shipper(request, socket, compiled);
  }

  async ship(frame: number, picture: VideoFrame): Promise<void> {
    const { shipping, from } = this.request;
    if (shipping.as === 'nothing') {
      // Two pixels are asked for, so that there are pixels at all and not a list of what to draw.
      await picture.copyTo(new Uint8Array(16), { rect: { x: 0, y: 0, width: 2, height: 2 } });
      picture.close();
      await this.socket.send({ kind: 'frame', frame }, new Uint8Array(0));
      return;
    }
    const planes = await this.planesOf(picture);
    if (shipping.as === 'i420') {
      await this.socket.room();
      if (this.ring)
        await this.socket.send({ kind: 'frame', frame, slot: this.ring.write(planes) }, new Uint8Array(0));
      else await this.socket.send({ kind: 'frame', frame }, planes);
    } else {
      const { codedWidth: width, codedHeight: height } = picture;
      this.encoder ??= new PacketEncoder(shipping, { width, height }, this.socket);
      const opensGroup = (frame - from) % shipping.groupSize === 0;
      await this.encoder.encode(frame, planes, opensGroup);
    }
    picture.close();
  }

  async finish(): Promise<void> {
    await this.encoder?.finish();
    await this.socket.close();
    this.ring?.close();
  }

  private async planesOf(picture: VideoFrame): Promise<Uint8Array<ArrayBuffer>> {
    const { codedWidth: width, codedHeight: height, format } = picture;
    if (format === null || !/^(?:RGB|BGR)[AX]$/.test(format)) {
      throw new Error(`the browser gives frames as ${format}, which this renderer does not read`);
    }
    if (this.converter === undefined) {
      this.converter = await createConverter(width, height, this.compiled);
      if (this.request.shipping.as === 'i420') await this.openRing(this.converter.planes.length);
    }
    const { pixels, planes, convert } = this.converter;
    await picture.copyTo(pixels);
    convert(format.startsWith('BGR'));
    return planes;
  }

  private async openRing(slotBytes: number): Promise<void> {
    const { mark, window } = this.request;
    const ring = await FrameRing.create(mark, window, slotBytes);
    if (ring && (await this.socket.offerRing(mark, slotBytes))) this.ring = ring;
    else ring?.close();
  }
}

/** The compiled conversion, where it was built. */
async function compiledConversion(): Promise<BufferSource | undefined> {
  const response = await fetch(new URL('../../../build/render/i420.wasm', import.meta.url)).catch(
    () => undefined,
  );
  return response?.ok ? response.arrayBuffer() : undefined;
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
