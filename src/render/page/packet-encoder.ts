import type { FrameSocket } from './frame-socket';
import type { PixelSize, Request, Shipping } from './protocol';

/** How many frames the encoder may hold before it is waited for. */
const QUEUE = 4;

/** What the planes are, said in the stream itself. */
const COLOUR: VideoColorSpaceInit = {
  primaries: 'bt709',
  transfer: 'bt709',
  matrix: 'bt709',
  fullRange: false,
};

/** How the encoder is set up. */
export function encoderConfig(
  settings: Pick<Extract<Shipping, { as: 'packets' }>, 'codec' | 'fps' | 'bitrate' | 'content'>,
  { width, height }: PixelSize,
): VideoEncoderConfig {
  const { codec, fps, bitrate, content } = settings;
  return {
    ...{ codec, width, height, framerate: fps, contentHint: content, latencyMode: 'quality' },
    ...(bitrate === undefined ? {} : { bitrate, bitrateMode: 'variable' }),
    // What keeps every frame equally well in one encoder is a poor rate in another: films shall be alike everywhere.
    hardwareAcceleration: 'prefer-software',
    ...(codec.startsWith('avc1') ? { avc: { format: 'avc' } } : {}),
  };
}

/** Whether the browser encodes a film of this codec, size and rate. */
export async function canEncode(request: Extract<Request, { kind: 'encodes' }>): Promise<boolean> {
  if (typeof VideoEncoder === 'undefined') return false;
  const config = encoderConfig({ ...request, content: 'detail' }, request.pixels);
  const support = await VideoEncoder.isConfigSupported(config).catch(() => undefined);
  return support?.supported === true;
}

/**
 * Encodes planes with the browser's own encoder and ships the packets, each under its frame's number.
 *
 * Every group of frames gets an encoder of its own: nothing carries over, so a film is the same whichever
 * page encodes which group.
 */
export class PacketEncoder {
  private encoder: VideoEncoder | undefined;
  private closing: Promise<void> = Promise.resolve();
  private failure: Error | undefined;
  private shipping: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly settings: Extract<Shipping, { as: 'packets' }>,
    private readonly size: PixelSize,
    private readonly socket: FrameSocket,
  ) {}

  /** Hands one frame over; waits while the encoder has enough to do. */
  async encode(frame: number, planes: Uint8Array<ArrayBuffer>, opensGroup: boolean): Promise<void> {
    if (opensGroup) {
      // The group before is completed while this one begins.
      await this.closing;
      this.closing = this.complete();
    }
    this.encoder ??= this.open();
    const { encoder } = this;
    const picture = new VideoFrame(planes, {
      format: 'I420',
      codedWidth: this.size.width,
      codedHeight: this.size.height,
      timestamp: Math.round((frame * 1e6) / this.settings.fps),
      colorSpace: COLOUR,
    });
    encoder.encode(picture, { keyFrame: opensGroup });
    picture.close();
    while (encoder.encodeQueueSize > QUEUE && !this.failure) {
      await new Promise((done) => encoder.addEventListener('dequeue', done, { once: true }));
    }
    if (this.failure) throw this.failure;
  }

  /** Completes the group at hand and waits for its last packet to be shipped. */
  async finish(): Promise<void> {
    await this.closing;
    await this.complete();
    await this.shipping;
    if (this.failure) throw this.failure;
  }

  /** Lets the encoder of the group at hand give its last packets; the next group gets another one at once. */
  private async complete(): Promise<void> {
    const { encoder } = this;
    this.encoder = undefined;
    if (encoder?.state !== 'configured') return;
    await encoder.flush().catch((error: unknown) => this.fail(error));
    if (encoder.state === 'configured') encoder.close();
  }

  private open(): VideoEncoder {
    const encoder = new VideoEncoder({
      output: (chunk, metadata) => this.ship(chunk, metadata?.decoderConfig),
      error: (error) => this.fail(error),
    });
    encoder.configure(encoderConfig(this.settings, this.size));
    return encoder;
  }

  private ship(chunk: EncodedVideoChunk, config: VideoDecoderConfig | undefined): void {
    const data = new Uint8Array(chunk.byteLength);
    chunk.copyTo(data);
    const head = {
      kind: 'packet',
      frame: Math.round((chunk.timestamp * this.settings.fps) / 1e6),
      key: chunk.type === 'key',
      config: config && { codec: config.codec, description: base64(config.description) },
    } as const;
    this.shipping = this.shipping
      .then(() => this.socket.send(head, data))
      .catch((error: unknown) => this.fail(error));
  }

  private fail(error: unknown): void {
    this.failure ??= new Error(`the browser's encoder (${this.settings.codec}) failed: ${error}`);
  }
}

function base64(data: AllowSharedBufferSource | undefined): string | undefined {
  if (data === undefined) return undefined;
  const bytes = ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
  return btoa(String.fromCharCode(...bytes));
}
