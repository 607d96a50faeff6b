import { describe, expect, it } from 'vitest';
import { pack, unpack } from '../../src/render/page/protocol';

describe('messages', () => {
  it('come out as they went in, with payload and without', () => {
    const payload = Uint8Array.from([1, 2, 3, 250]);
    expect(unpack(pack({ kind: 'frame', frame: 7 }, payload))).toEqual({
      head: { kind: 'frame', frame: 7 },
      payload,
    });
    expect(unpack(pack({ name: 'größe' })).head).toEqual({ name: 'größe' });
  });

  it('pack a view of a larger buffer without its surroundings', () => {
    const view = Uint8Array.from([9, 9, 1, 2, 9]).subarray(2, 4);
    expect([...unpack(pack({}, view)).payload]).toEqual([1, 2]);
  });
});
