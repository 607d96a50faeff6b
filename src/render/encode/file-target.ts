import { type FileHandle, open } from 'node:fs/promises';
import { StreamTarget, type StreamTargetChunk } from 'mediabunny';
import { writeAll } from './write-all';

/**
 * A muxer's target that writes a file, and writes all of it.
 *
 * A disk that fills up takes the first part of a block and says so only in the number of bytes written: each
 * block is therefore written until nothing is left of it, and the system's error comes through.
 */
export function fileTarget(path: string): StreamTarget {
  let file: FileHandle | undefined;
  const close = async () => {
    await file?.close();
    file = undefined;
  };
  const sink = new WritableStream<StreamTargetChunk>({
    start: async () => {
      file = await open(path, 'w');
    },
    write: async ({ data, position }) => {
      if (file === undefined) throw new Error(`${path} is closed`);
      await writeAll(file, data, position);
    },
    close,
    abort: close,
  });
  // Blocks of a megabyte: a packet at a time would be a system call each.
  return new StreamTarget(sink, { chunked: true, chunkSize: 2 ** 20 });
}
