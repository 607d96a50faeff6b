import { type Converter, createConverter } from './converter';
import type { WorkerReply, WorkerRequest } from './film';
import { FrameRing } from './frame-ring';
import { FrameSocket } from './frame-socket';
import { PacketEncoder } from './packet-encoder';
import type { FilmRequest } from './protocol';
import { framesAreMultiplied, straighten } from './straight';

/**
 * The second half of filming, beside the thread that draws: take the pixels of a snapshot, turn them into
 * planes, and ship the planes, or encode them and ship the packets. Frames pass in order, one at a time.
 */
class Shipper {
  private converter: Converter | undefined;
  private encoder: PacketEncoder | undefined;
  private ring: FrameRing | undefined;
  /** Room for one frame's red, green, blue and alpha. */
  private pixels: Uint8Array<ArrayBuffer> | undefined;
  private multiplied = false;
  /** The frame shipped last, as it was shipped, and a copy of the one before it. */
  private raw: Uint8Array<ArrayBuffer> | undefined;
  private before: Uint8Array<ArrayBuffer> | undefined;

  private constructor(
    private readonly request: FilmRequest,
    private readonly socket: FrameSocket,
    private readonly compiled: BufferSource | undefined,
  ) {}

  static async open(url: string, request: FilmRequest): Promise<Shipper> {
    const [socket, compiled] = await Promise.all([FrameSocket.open(url), compiledConversion()]);
    return new Shipper(request, socket, compiled);
  }

  /**
   * Ships one frame.
   *
   * @param compare - Whether to look if it is the frame before once more.
   * @returns Whether it is.
   */
  async ship(frame: number, picture: VideoFrame, compare: boolean): Promise<boolean> {
    const { shipping } = this.request;
    if (shipping.as === 'nothing') {
      // Two pixels are asked for, so that there are pixels at all and not a list of what to draw.
      await picture.copyTo(new Uint8Array(16), { rect: { x: 0, y: 0, width: 2, height: 2 } });
      picture.close();
      await this.socket.send({ kind: 'frame', frame }, NOTHING);
      return false;
    }
    if (compare && this.raw) {
      this.before ??= new Uint8Array(this.raw.length);
      this.before.set(this.raw);
    }
    const { codedWidth: width, codedHeight: height } = picture;
    this.raw = shipping.as === 'rgba' ? await this.pixelsOf(picture) : await this.planesOf(picture);
    picture.close();
    if (compare && this.before && isEqual(this.before, this.raw)) {
      await this.repeat(frame);
      return true;
    }
    if (shipping.as === 'packets') {
      this.encoder ??= new PacketEncoder(shipping, { width, height }, this.socket);
      await this.encoder.encode(frame, this.raw, opensGroup(this.request, shipping, frame));
    } else {
      await this.socket.room();
      if (this.ring)
        await this.socket.send({ kind: 'frame', frame, slot: this.ring.write(this.raw) }, NOTHING);
      else await this.socket.send({ kind: 'frame', frame }, this.raw);
    }
    return false;
  }

  /** Ships the frame before once more: the encoder, here or in Node, is told so. */
  async repeat(frame: number): Promise<void> {
    const { shipping } = this.request;
    if (shipping.as === 'packets')
      return this.encoder?.repeat(frame, opensGroup(this.request, shipping, frame));
    await this.socket.room();
    await this.socket.send({ kind: 'frame', frame, repeated: true }, NOTHING);
  }

  async finish(): Promise<void> {
    await this.encoder?.finish();
    await this.socket.close();
    this.ring?.close();
  }

  private async planesOf(picture: VideoFrame): Promise<Uint8Array<ArrayBuffer>> {
    const { codedWidth: width, codedHeight: height } = picture;
    const blueFirst = isBlueFirst(picture);
    if (this.converter === undefined) {
      this.converter = await createConverter(width, height, this.compiled);
      if (this.request.shipping.as === 'i420') await this.openRing(this.converter.planes.length);
    }
    const { pixels, planes, convert } = this.converter;
    await picture.copyTo(pixels);
    convert(blueFirst);
    return planes;
  }

  private async pixelsOf(picture: VideoFrame): Promise<Uint8Array<ArrayBuffer>> {
    const { shipping } = this.request;
    const opaque = shipping.as !== 'rgba' || !shipping.alpha;
    if (this.pixels === undefined) {
      this.pixels = new Uint8Array(4 * picture.codedWidth * picture.codedHeight);
      this.multiplied = await framesAreMultiplied();
      await this.openRing(this.pixels.length);
    }
    await picture.copyTo(this.pixels);
    straighten(this.pixels, { blueFirst: isBlueFirst(picture), multiplied: this.multiplied, opaque });
    return this.pixels;
  }

  private async openRing(slotBytes: number): Promise<void> {
    const { mark, window } = this.request;
    const ring = await FrameRing.create(mark, window, slotBytes);
    if (ring && (await this.socket.offerRing(mark, slotBytes))) this.ring = ring;
    else ring?.close();
  }
}

/** Whether a key frame comes here. */
const opensGroup = ({ from }: FilmRequest, { groupSize }: { readonly groupSize: number }, frame: number) =>
  frame === from || frame % groupSize === 0;

const NOTHING = new Uint8Array(0);

/** Whether two frames of one size are the same. */
function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  const words = a.length >> 2;
  const [left, right] = [
    new Int32Array(a.buffer, a.byteOffset, words),
    new Int32Array(b.buffer, b.byteOffset, words),
  ];
  for (let i = 0; i < words; i++) if (left[i] !== right[i]) return false;
  for (let i = 4 * words; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** The order of a frame's colours. */
function isBlueFirst({ format }: VideoFrame): boolean {
  if (format !== null && /^(?:RGB|BGR)[AX]$/.test(format)) return format.startsWith('BGR');
  throw new Error(`the browser gives frames as ${format}, which this renderer does not read`);
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
        const repeated = await (await shipper)?.ship(data.frame, data.picture, data.compare);
        reply({ kind: 'through', repeated: repeated ?? false });
      } else if (data.kind === 'repeat') {
        await (await shipper)?.repeat(data.frame);
        reply({ kind: 'through', repeated: true });
      } else {
        await (await shipper)?.finish();
        reply({ kind: 'finished' });
      }
    })
    .catch((error: unknown) => reply({ kind: 'failed', message: String(error) }));
});
