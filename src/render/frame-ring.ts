import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Frames that hold what they held while others are read. Room for one is taken once: three megabytes a frame would be
 * cleared, and collected, sixty times a second.
 */
const HELD = 3;

/** Node's side of the file through which a page ships its frames; see `page/frame-ring.ts`. */
export class FrameRing {
  private readonly room: Buffer[] = [];
  private next = 0;

  private constructor(
    private readonly file: FileHandle,
    private readonly slotBytes: number,
  ) {}

  /**
   * Finds the file that begins with a mark among the private files of a browser's pages.
   *
   * @param profile - Folder of the browser's profile.
   * @returns undefined if there is none: a browser may keep such files elsewhere, or nowhere.
   */
  static async find(profile: string, mark: string, slotBytes: number): Promise<FrameRing | undefined> {
    for (const path of await filesBelow(profile, 'File System')) {
      const file = await open(path, 'r').catch(() => undefined);
      if (file === undefined) continue;
      const head = Buffer.alloc(mark.length);
      await file.read(head, 0, head.length, 0);
      if (head.toString('latin1') === mark) return new FrameRing(file, slotBytes);
      await file.close();
    }
    return undefined;
  }

  /** Takes a frame out of its slot. It holds what it held until the third one after it is taken. */
  async read(slot: number): Promise<Buffer> {
    const at = this.next;
    this.next = (at + 1) % HELD;
    const frame = this.room[at] ?? Buffer.allocUnsafe(this.slotBytes);
    this.room[at] = frame;
    const { bytesRead } = await this.file.read(frame, 0, frame.length, slot * this.slotBytes);
    if (bytesRead !== frame.length)
      throw new Error(`slot ${slot} holds ${bytesRead} of ${frame.length} bytes`);
    return frame;
  }

  close(): Promise<void> {
    return this.file.close();
  }
}

/** Files below every folder of one name, wherever in a tree it lies. */
async function filesBelow(root: string, name: string, inside = false): Promise<string[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const found = await Promise.all(
    entries.map((entry) => {
      const path = join(root, entry.name);
      if (entry.isDirectory()) return filesBelow(path, name, inside || entry.name === name);
      return inside && entry.isFile() ? [path] : [];
    }),
  );
  return found.flat();
}
