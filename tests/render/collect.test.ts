import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { Collector } from '../../src/render/collect';
import { pack, unpack } from '../../src/render/page/protocol';

/** The end of a socket that a page's worker would hold, without a network between. */
class FakeSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  credit = 0;

  send(data: Uint8Array): void {
    const { request } = unpack(data).head as { request: { kind: string; frames?: number } };
    if (request.kind === 'taken') this.credit += request.frames ?? 0;
  }

  ship(frame: number, byte = frame): void {
    this.emit('message', Buffer.from(pack({ kind: 'frame', frame }, Uint8Array.of(byte))));
  }

  repeat(frame: number): void {
    this.emit('message', Buffer.from(pack({ kind: 'frame', frame, repeated: true }, new Uint8Array(0))));
  }

  end(): void {
    this.readyState = 3;
    this.emit('close');
  }
}

function collect(from: number, to: number, pages: number, take?: (frame: number) => Promise<void>) {
  const taken: [number, number][] = [];
  const progress: number[] = [];
  const encoder = {
    window: 2,
    take: async ({ frame }: { frame: number }, payload: Buffer) => {
      await take?.(frame);
      taken.push([frame, payload[0] ?? -1]);
    },
  };
  const collector = new Collector(encoder, { from, to }, pages, '/nowhere', (frame) => progress.push(frame));
  const sockets = Array.from({ length: pages }, () => new FakeSocket());
  for (const socket of sockets) collector.add(socket as unknown as WebSocket);
  return { collector, sockets, taken, progress };
}

describe('the collector of frames', () => {
  it('hands frames over in order, whichever page sends them and whenever', async () => {
    const { collector, sockets, taken, progress } = collect(10, 14, 2);
    sockets[1]?.ship(11);
    sockets[1]?.ship(13);
    sockets[0]?.ship(10);
    sockets[0]?.ship(12);
    await collector.done;
    expect(taken).toEqual([10, 11, 12, 13].map((frame) => [frame, frame]));
    expect(progress).toEqual([10, 11, 12, 13]);
  });

  it('hands over once more what a page says it repeats: its own last frame, whatever others sent', async () => {
    const { collector, sockets, taken } = collect(0, 4, 2);
    sockets[0]?.ship(0, 7);
    sockets[1]?.ship(1, 9);
    sockets[0]?.repeat(2);
    sockets[1]?.repeat(3);
    await collector.done;
    expect(taken).toEqual([
      [0, 7],
      [1, 9],
      [2, 7],
      [3, 9],
    ]);
  });

  it('lets a page be ahead by no more than the window', async () => {
    const { collector, sockets } = collect(0, 4, 2);
    const [even, odd] = sockets;
    expect([even?.credit, odd?.credit]).toEqual([2, 2]);
    odd?.ship(1);
    odd?.ship(3);
    await new Promise((done) => setTimeout(done));
    // Nothing of it is taken before frame 0 is there, so it has no leave for more.
    expect(odd?.credit).toBe(2);
    even?.ship(0);
    even?.ship(2);
    await collector.done;
    expect([even?.credit, odd?.credit]).toEqual([4, 4]);
  });

  it('does not mistake a page that has finished for one that failed', async () => {
    const { collector, sockets, taken } = collect(0, 2, 2);
    sockets[1]?.ship(1);
    sockets[1]?.end();
    sockets[0]?.ship(0);
    sockets[0]?.end();
    await collector.done;
    expect(taken).toHaveLength(2);
  });

  it('fails when every page has gone and a frame is missing, and names it', async () => {
    const { collector, sockets } = collect(0, 3, 1);
    sockets[0]?.ship(0);
    sockets[0]?.ship(2);
    sockets[0]?.end();
    await expect(collector.done).rejects.toThrow('no page shipped frame 1');
  });

  it('fails when the encoder does', async () => {
    const { collector, sockets } = collect(0, 2, 1, async (frame) => {
      if (frame === 1) throw new Error('the disk is full');
    });
    sockets[0]?.ship(0);
    sockets[0]?.ship(1);
    await expect(collector.done).rejects.toThrow('the disk is full');
  });
});
