import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FrameSocket } from '../../src/render/page/frame-socket';
import { PacketEncoder } from '../../src/render/page/packet-encoder';
import type { PageMessage } from '../../src/render/page/protocol';

/** Frames from one key frame to the next. */
const GROUP = 4;

/** A picture, whose only pixel is a letter. */
class Picture {
  readonly letter: string;
  readonly timestamp: number;
  constructor(source: Uint8Array | Picture, { timestamp }: { timestamp: number }) {
    this.letter = source instanceof Picture ? source.letter : String.fromCharCode(source[0] ?? 0);
    this.timestamp = timestamp;
  }
  close(): void {}
}

/** How many frames encoders got, all together. */
let encoded = 0;

/** An encoder whose packets say what it was given, and as which frame of its group; it gives them late. */
class LateEncoder {
  state = 'unconfigured';
  readonly encodeQueueSize = 0;
  private readonly late: (() => void)[] = [];
  private count = 0;
  constructor(private readonly take: { output: (chunk: unknown, metadata: unknown) => void }) {}
  configure(): void {
    this.state = 'configured';
  }
  encode({ letter, timestamp }: Picture, { keyFrame }: { keyFrame: boolean }): void {
    encoded++;
    const data = new TextEncoder().encode(`${letter}${this.count++}`);
    const type = keyFrame ? 'key' : 'delta';
    const chunk = { timestamp, type, byteLength: data.length, copyTo: (to: Uint8Array) => to.set(data) };
    const metadata = keyFrame ? { decoderConfig: { codec: 'letters' } } : undefined;
    this.late.push(() => this.take.output(chunk, metadata));
  }
  async flush(): Promise<void> {
    for (const give of this.late.splice(0)) give();
  }
  close(): void {
    this.state = 'closed';
  }
}

/** Encodes frames, a letter each, where a frame like the one before is told as that; gives the packets in order. */
async function packets(letters: string, from = 0): Promise<string[]> {
  const shipped = new Map<number, string>();
  const socket: Pick<FrameSocket, 'send'> = {
    send: async (head: PageMessage, payload) => {
      if (head.kind !== 'packet') throw new Error(head.kind);
      const mark = head.key ? '!' : '';
      expect(head.config?.codec).toBe(head.key ? 'letters' : undefined);
      expect(shipped.has(head.frame)).toBe(false);
      shipped.set(head.frame, `${new TextDecoder().decode(payload)}${mark}`);
    },
  };
  const settings = { as: 'packets', codec: 'letters', fps: 60, content: 'detail', groupSize: GROUP } as const;
  const encoder = new PacketEncoder(settings, { width: 2, height: 2 }, socket);
  let before = '';
  for (const [index, letter] of [...letters].entries()) {
    const frame = from + index;
    const opensGroup = index === 0 || frame % GROUP === 0;
    if (letter === before) await encoder.repeat(frame, opensGroup);
    else await encoder.encode(frame, new TextEncoder().encode(letter), opensGroup);
    before = letter;
  }
  await encoder.finish();
  return [...shipped].sort(([a], [b]) => a - b).map(([, packet]) => packet);
}

/** What an encoder gives that gets every frame. */
function all(letters: string, from = 0): string[] {
  let place = 0;
  return [...letters].map((letter, index) => {
    const opensGroup = index === 0 || (from + index) % GROUP === 0;
    place = opensGroup ? 0 : place + 1;
    return `${letter}${place}${opensGroup ? '!' : ''}`;
  });
}

describe("the browser's encoder", () => {
  beforeEach(() => {
    encoded = 0;
    vi.stubGlobal('VideoFrame', Picture);
    vi.stubGlobal('VideoEncoder', LateEncoder);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it.each([
    ['gets every frame where all move', 'abcdefghij', 10],
    ['gets a picture that stands for three groups for the first of them', 'aaaaaaaaaaaa', 4],
    ['gets nothing again of a last group that is shorter', 'aaaaaaaaaa', 4],
    ['gets a group that begins as the one before and then moves', 'aaaaaaabcdef', 12],
    ['gets a group in which a movement ends, and the first one that stands', 'abcccccccccccccc', 8],
    ['gets a picture that comes again after another one', 'aaaabbbbaaaaaaaa', 12],
    ['gets a second half that is the first of another group', 'aabbbbbbbbbbaaaa', 12],
  ])('%s (%s)', async (_, letters, count) => {
    expect(await packets(letters)).toEqual(all(letters));
    expect(encoded).toBe(count);
  });

  it('gets a group that is longer than the still one before it, where a range begins in the middle', async () => {
    expect(await packets('aaaaaaaaaaaaaa', 2)).toEqual(all('aaaaaaaaaaaaaa', 2));
    expect(encoded).toBe(2 + 4);
  });
});
