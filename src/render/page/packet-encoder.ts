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

/** What the encoder made of one frame. */
interface Packet {
  readonly key: boolean;
  readonly config: VideoDecoderConfig | undefined;
  readonly data: Uint8Array<ArrayBuffer>;
}

/** Frames from a key frame to the next. */
interface Group {
  readonly encoder: VideoEncoder;
  /** Whether all of them are one picture, so far. */
  still: boolean;
  /** What became of them, as long as they are one picture. */
  packets: Packet[];
}

/**
 * Encodes planes with the browser's own encoder and ships the packets, each under its frame's number.
 *
 * Every group of frames gets an encoder of its own: nothing carries over, so a film is the same whichever
 * page encodes which group. A group that is one picture, and the picture of the group before, is that group's packets
 * once more: an encoder would give the same.
 */
export class PacketEncoder {
  private picture: VideoFrame | undefined;
  private group: Group | undefined;
  /** The last group that was encoded, if all of it is one picture and no other has come since. */
  private still: Group | undefined;
  /** Frames of the group at hand that are that picture and not encoded yet. */
  private held: number[] = [];
  private closing: Promise<void> = Promise.resolve();
  private failure: Error | undefined;
  private shipping: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly settings: Extract<Shipping, { as: 'packets' }>,
    private readonly size: PixelSize,
    private readonly socket: Pick<FrameSocket, 'send'>,
  ) {}

  /** Hands one frame over; waits while the encoder has enough to do. */
  async encode(frame: number, planes: Uint8Array<ArrayBuffer>, opensGroup: boolean): Promise<void> {
    if (opensGroup) await this.endGroup();
    else await this.release();
    this.still = undefined;
    this.picture?.close();
    this.picture = new VideoFrame(planes, {
      format: 'I420',
      codedWidth: this.size.width,
      codedHeight: this.size.height,
      timestamp: 0,
      colorSpace: COLOUR,
    });
    await this.hand(frame, opensGroup);
    if (opensGroup || this.group === undefined) return;
    this.group.still = false;
    this.group.packets = [];
  }

  /** Hands the picture of the frame before over once more. */
  async repeat(frame: number, opensGroup: boolean): Promise<void> {
    if (opensGroup) await this.endGroup();
    const holds = opensGroup ? this.still !== undefined : this.held.length > 0;
    if (holds) this.held.push(frame);
    else await this.hand(frame, opensGroup);
  }

  /** Completes the group at hand and waits for its last packet to be shipped. */
  async finish(): Promise<void> {
    await this.endGroup();
    await this.closing;
    await this.shipping;
    this.picture?.close();
    this.picture = undefined;
    if (this.failure) throw this.failure;
  }

  private async hand(frame: number, opensGroup: boolean): Promise<void> {
    if (this.picture === undefined) throw new Error(`frame ${frame} repeats a frame that never came`);
    this.group ??= this.open();
    const { encoder } = this.group;
    const timed = new VideoFrame(this.picture, {
      timestamp: Math.round((frame * 1e6) / this.settings.fps),
    });
    encoder.encode(timed, { keyFrame: opensGroup });
    timed.close();
    while (encoder.encodeQueueSize > QUEUE && !this.failure) {
      await new Promise((done) => encoder.addEventListener('dequeue', done, { once: true }));
    }
    if (this.failure) throw this.failure;
  }

  /** The group at hand is the one before no longer: encodes what was held of it. */
  private async release(): Promise<void> {
    const [first, ...others] = this.held.splice(0);
    if (first === undefined) return;
    await this.hand(first, true);
    for (const frame of others) await this.hand(frame, false);
  }

  /** Ends the group at hand. It is completed while the next one begins. */
  private async endGroup(): Promise<void> {
    await this.closing;
    const { still, held } = this;
    // A group at the beginning of a range may be shorter than those that follow.
    if (still !== undefined && held.length > 0 && held.length <= still.packets.length) {
      // What is on its way stays little, however long the picture stands.
      await this.shipping;
      for (const [index, frame] of held.splice(0).entries()) {
        const packet = still.packets[index];
        if (packet !== undefined) this.ship(frame, packet);
      }
    }
    await this.release();
    if (this.group === undefined) return;
    const { group } = this;
    this.group = undefined;
    this.still = group.still ? group : undefined;
    this.closing = this.complete(group.encoder);
  }

  /** Lets an encoder give its last packets. */
  private async complete(encoder: VideoEncoder): Promise<void> {
    if (encoder.state !== 'configured') return;
    await encoder.flush().catch((error: unknown) => this.fail(error));
    if (encoder.state === 'configured') encoder.close();
  }

  private open(): Group {
    const encoder = new VideoEncoder({
      output: (chunk, metadata) => {
        const data = new Uint8Array(chunk.byteLength);
        chunk.copyTo(data);
        const packet = { key: chunk.type === 'key', config: metadata?.decoderConfig, data };
        if (group.still) group.packets.push(packet);
        this.ship(Math.round((chunk.timestamp * this.settings.fps) / 1e6), packet);
      },
      error: (error) => this.fail(error),
    });
    const group: Group = { encoder, still: true, packets: [] };
    encoder.configure(encoderConfig(this.settings, this.size));
    return group;
  }

  private ship(frame: number, { key, config, data }: Packet): void {
    const head = {
      kind: 'packet',
      frame,
      key,
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
