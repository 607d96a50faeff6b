/** Which triangles reach into which band of a picture: each band's in their own order. */
export class TriangleBins {
  /** The triangles of one band after those of another. */
  public triangles = new Int32Array();
  /** Where those of each band begin. */
  private starts = new Int32Array();
  private rows = 1;

  /**
   * @param corners - Where the numbers of each triangle's three points begin; the second one is their y.
   * @param height - Rows of the whole picture, @param rows - and of a band.
   */
  public fill(corners: Uint32Array, points: Float32Array, height: number, rows: number): void {
    this.rows = rows;
    const bands = Math.ceil(height / rows);
    if (this.starts.length !== bands + 2) this.starts = new Int32Array(bands + 2);
    const { starts } = this;
    starts.fill(0);
    const count = corners.length / 3;
    const firsts = new Int16Array(count);
    const lasts = new Int16Array(count);
    for (let t = 0; t < count; t++) {
      const a = points[(corners[3 * t] as number) + 1] as number;
      const b = points[(corners[3 * t + 1] as number) + 1] as number;
      const c = points[(corners[3 * t + 2] as number) + 1] as number;
      const first = Math.max(0, Math.floor(Math.min(a, b, c) / rows));
      const last = Math.min(bands - 1, Math.floor(Math.max(a, b, c) / rows));
      firsts[t] = Math.min(first, bands);
      lasts[t] = last;
      // Two places on, so that counting up to the starts below leaves them where they belong.
      for (let band = first; band <= last; band++) starts[band + 2] = (starts[band + 2] as number) + 1;
    }
    for (let band = 2; band < bands + 2; band++) {
      starts[band] = (starts[band] as number) + (starts[band - 1] as number);
    }
    const total = starts[bands + 1] as number;
    if (this.triangles.length < total) this.triangles = new Int32Array(total);
    for (let t = 0; t < count; t++) {
      for (let band = firsts[t] as number; band <= (lasts[t] as number); band++) {
        const at = starts[band + 1] as number;
        this.triangles[at] = t;
        starts[band + 1] = at + 1;
      }
    }
  }

  /** The first of a band's triangles, for the band that begins in a row. */
  public start(row: number): number {
    return this.starts[row / this.rows] ?? 0;
  }

  /** The one after its last. */
  public end(row: number): number {
    return this.starts[row / this.rows + 1] ?? 0;
  }
}
