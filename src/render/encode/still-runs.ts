/** Who takes frames, one that moved at a time and still ones together. */
export interface RunTaker {
  readonly moved: (picture: Buffer) => Promise<void>;
  /** The same picture for so many frames. */
  readonly still: (picture: Buffer, frames: number) => Promise<void>;
}

/**
 * Finds runs of frames that are the same to the byte. What the frames hold decides, and not who drew them or said that
 * they are the one before: the runs of a piece are the same with one page and with three.
 *
 * A frame is handed on when it is known how often it comes: its bytes must stay until the next one is taken. None is
 * held after the last one, as what comes next is another piece, which may use its room.
 */
export class StillRuns {
  private picture: Buffer | undefined;
  private count = 0;
  private left: number;

  /**
   * @param frames - Frames that will come.
   * @param shortest - Frames that a run has at least.
   */
  constructor(
    frames: number,
    private readonly shortest: number,
    private readonly taker: RunTaker,
  ) {
    this.left = frames;
  }

  async take(picture: Buffer): Promise<void> {
    const same = this.picture?.equals(picture) ?? false;
    if (!same) await this.handOn();
    // The newest of them is held, as the room of older ones may be used again.
    this.picture = picture;
    this.count = same ? this.count + 1 : 1;
    this.left--;
    if (this.left > 0) return;
    await this.handOn();
    this.picture = undefined;
  }

  private async handOn(): Promise<void> {
    const { picture, count } = this;
    if (picture === undefined) return;
    // A last frame that moved is not left alone: a key frame that no other frame follows, and then the next piece's,
    // might be taken for one picture (Rec. ITU-T H.264, 7.4.1.2.4).
    const company = this.left === 1 ? 1 : 0;
    const still = count - company >= this.shortest ? count - company : 0;
    if (still > 0) await this.taker.still(picture, still);
    for (let frame = still; frame < count; frame++) await this.taker.moved(picture);
  }
}

/**
 * Divides a run into groups that a key frame begins, none longer than asked for and none of a single frame: evenly.
 *
 * @returns How many frames each group has.
 */
export function groupsOf(frames: number, longest: number): number[] {
  const groups = Math.ceil(frames / longest);
  return Array.from({ length: groups }, (_, group) => {
    return Math.floor(((group + 1) * frames) / groups) - Math.floor((group * frames) / groups);
  });
}
