/** Nothing has been drawn on a sample. */
export const NOTHING = -1;

/** Samples across a tile, and how often something is drawn on it before it is looked at again. */
const TILE = 16;
const PATIENCE = 8;

/**
 * The samples of some rows of a picture: how near what is drawn there is, and which part of what shape it is.
 *
 * A picture is drawn band by band, so that a band's samples stay in the processor's cache. What a sample looks like is
 * worked out only once it is known what is seen on it.
 */
export class Band {
  public readonly nearness: Float32Array;
  public readonly parts: Int32Array;
  /**
   * How near at least everything on a tile is, a tile being some columns of the band; as it was when last looked at,
   * and things only come nearer. And how often something has been drawn on it since.
   */
  private readonly floors: Float32Array;
  private readonly changes: Uint16Array;
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
    this.floors = new Float32Array(Math.ceil(width / TILE));
    this.changes = new Uint16Array(Math.ceil(width / TILE));
  }

  /** Moves to other rows, with nothing drawn on them yet. */
  public begin(top: number, bottom: number): void {
    this.top = top;
    this.bottom = bottom;
    this.nearness.fill(0);
    this.parts.fill(NOTHING);
    this.floors.fill(0);
    this.changes.fill(0);
  }

  /** Whether something that is nowhere nearer than this, between two columns, is hidden by what is there. */
  public hides(left: number, right: number, near: number): boolean {
    const { floors, changes } = this;
    const end = right < this.width ? right / TILE : floors.length - 1;
    for (let tile = left > 0 ? (left / TILE) | 0 : 0; tile <= end; tile++) {
      if (near <= (floors[tile] as number)) continue;
      if ((changes[tile] as number) < PATIENCE) return false;
      this.look(tile);
      if (near > (floors[tile] as number)) return false;
    }
    return true;
  }

  /** Says that something has been drawn between two columns. */
  public changed(left: number, right: number): void {
    const { changes } = this;
    const end = right < this.width ? right / TILE : changes.length - 1;
    for (let tile = left > 0 ? (left / TILE) | 0 : 0; tile <= end; tile++) {
      changes[tile] = (changes[tile] as number) + 1;
    }
  }

  private look(tile: number): void {
    const { nearness, width } = this;
    const end = Math.min(width, (tile + 1) * TILE);
    let floor = Number.POSITIVE_INFINITY;
    for (let line = 0; line < (this.bottom - this.top) * width && floor > 0; line += width) {
      for (let i = line + tile * TILE; i < line + end; i++) {
        const near = nearness[i] as number;
        if (near < floor) floor = near;
      }
    }
    this.floors[tile] = floor;
    this.changes[tile] = 0;
  }

  /** Keeps what hides things, and forgets what they look like: for another layer over this one. */
  public nextLayer(): void {
    this.parts.fill(NOTHING);
  }
}
