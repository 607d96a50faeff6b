/** Nothing has been drawn on a sample. */
export const NOTHING = -1;

/**
 * The samples of some rows of a picture: how near what is drawn there is, and which part of what shape it is.
 *
 * A picture is drawn band by band, so that a band's samples stay in the processor's cache. What a sample looks like is
 * worked out only once it is known what is seen on it.
 */
export class Band {
  public readonly nearness: Float32Array;
  public readonly parts: Int32Array;
  /** First row, and the row after the last, counted in the whole picture. */
  public top = 0;
  public bottom = 0;

  /** @param width - Samples in a row. @param rows - How many rows it can hold. */
  public constructor(
    public readonly width: number,
    public readonly rows: number,
  ) {
    this.nearness = new Float32Array(width * rows);
    this.parts = new Int32Array(width * rows);
  }

  /** Moves to other rows, with nothing drawn on them yet. */
  public begin(top: number, bottom: number): void {
    this.top = top;
    this.bottom = bottom;
    this.nearness.fill(0);
    this.parts.fill(NOTHING);
  }

  /** Keeps what hides things, and forgets what they look like: for another layer over this one. */
  public nextLayer(): void {
    this.parts.fill(NOTHING);
  }
}
