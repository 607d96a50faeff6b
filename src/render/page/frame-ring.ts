/** The part of a synchronous file that is used here; the type library knows it in workers only. */
interface SyncFile {
  write(data: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

/** A handle as workers have it. */
type SyncFileHandle = FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncFile> };

/**
 * A file that the page and Node share: frames go through it instead of through a socket.
 *
 * The browser keeps a page's private files as plain files in its profile, and the profile is ours. A frame
 * written there is in Node's reach after one copy, where a socket costs six and twice the time of drawing it.
 */
export class FrameRing {
  private next = 0;

  private constructor(
    private readonly file: SyncFile,
    private readonly slots: number,
    private readonly slotBytes: number,
  ) {}

  /**
   * Makes the file, and writes a mark to its start by which Node finds it.
   *
   * @returns undefined where the browser has no such files, or no room for them.
   */
  static async create(mark: string, slots: number, slotBytes: number): Promise<FrameRing | undefined> {
    try {
      const folder = await navigator.storage.getDirectory();
      const handle = await folder.getFileHandle(mark, { create: true });
      const file = await (handle as SyncFileHandle).createSyncAccessHandle();
      file.truncate(slots * slotBytes);
      file.write(new TextEncoder().encode(mark), { at: 0 });
      file.flush();
      return new FrameRing(file, slots, slotBytes);
    } catch {
      return undefined;
    }
  }

  /** Writes a frame to the next slot; the caller knows that Node is through with what was there. */
  write(frame: Uint8Array<ArrayBuffer>): number {
    const slot = this.next;
    this.next = (slot + 1) % this.slots;
    if (this.file.write(frame, { at: slot * this.slotBytes }) !== frame.length) {
      throw new Error('the disk that holds temporary files is full');
    }
    return slot;
  }

  close(): void {
    this.file.close();
  }
}
