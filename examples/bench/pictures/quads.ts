/** A side of the grid: 12 544 quads together. */
const SIDE = 112;
const ROW = SIDE + 1;

/**
 * Fills a moving surface of 12 544 quads on a plain 2-D canvas, the farthest first.
 *
 * @param context - Its origin is the centre of a picture of 1920×1080.
 * @param turn - 0 to 1 through the clip.
 */
export function drawQuads(context: CanvasRenderingContext2D, turn: number): void {
  const xs = new Float64Array(ROW * ROW);
  const ys = new Float64Array(ROW * ROW);
  const heights = new Float64Array(ROW * ROW);
  for (let i = 0; i < ROW; i++) {
    for (let j = 0; j < ROW; j++) {
      const [u, v] = [i / SIDE, j / SIDE];
      const height = Math.cos(2 * Math.PI * (2 * u + turn)) * Math.cos(2 * Math.PI * (3 * v - turn));
      const at = i * ROW + j;
      xs[at] = 830 * (u - v);
      ys[at] = 440 * (u + v - 1) - 110 * height;
      heights[at] = height;
    }
  }
  for (let i = 0; i < SIDE; i++) {
    for (let j = 0; j < SIDE; j++) {
      const at = i * ROW + j;
      const light = 35 + 25 * (heights[at] ?? 0);
      context.fillStyle = `hsl(${200 + 40 * (heights[at] ?? 0)} 60% ${light}%)`;
      context.beginPath();
      for (const corner of [at, at + ROW, at + ROW + 1, at + 1]) {
        context.lineTo(xs[corner] ?? 0, ys[corner] ?? 0);
      }
      context.fill();
    }
  }
}
