import { expect, it } from 'vitest';
import { writeAll } from '../../src/render/encode/write-all';

it('a block is written whole, however little of it the disk takes at a time', async () => {
  const disk = new Uint8Array(10);
  const write = async (data: Uint8Array, offset: number, length: number, position: number) => {
    const bytesWritten = Math.min(length, 3);
    disk.set(data.subarray(offset, offset + bytesWritten), position);
    return { bytesWritten };
  };
  await writeAll({ write }, Uint8Array.of(1, 2, 3, 4, 5, 6, 7), 2);
  expect([...disk]).toEqual([0, 0, 1, 2, 3, 4, 5, 6, 7, 0]);
});

it('a disk that is full is an error, not a shorter film', async () => {
  let room = 4;
  const write = async (_data: Uint8Array, _offset: number, length: number) => {
    if (room === 0) throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
    const bytesWritten = Math.min(length, room);
    room -= bytesWritten;
    return { bytesWritten };
  };
  await expect(writeAll({ write }, new Uint8Array(5), 0)).rejects.toThrow(/ENOSPC/);
});
