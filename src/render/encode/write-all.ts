/** The one thing that is asked of a file here; typed so that a test can stand in for a disk. */
export interface BlockFile {
  readonly write: (
    data: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ) => Promise<{ readonly bytesWritten: number }>;
}

/** Writes every byte of a block at its place in a file. */
export async function writeAll(file: BlockFile, data: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < data.length; ) {
    const { bytesWritten } = await file.write(data, done, data.length - done, position + done);
    done += bytesWritten;
  }
}
