import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { project } from '../../src/nodes/stage3d/camera';
import { type OpenProject, openProject, parseMoment, takeStills } from '../../src/render';
import { sequential } from '../../src/theme/color-map';
import { p, pair, pose, ramp, rise } from '../fixtures/stage3d/src/sheet';
import { ffmpeg, pixels } from '../render/read-back';

const file = fileURLToPath(new URL('../fixtures/stage3d/src/project.ts', import.meta.url));
const size = { width: 960, height: 540 };

describe.runIf(ffmpeg)('the stage in a real browser', () => {
  let folder = '';
  let open: OpenProject;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'stage3d-'));
    open = await openProject({ project: file });
  });
  afterAll(async () => {
    await open?.close();
    await rm(folder, { recursive: true });
  });

  /** The pictures of a scene at some frames, as red, green and blue bytes. */
  async function pictures(scene: string, frames: readonly number[]): Promise<Buffer[]> {
    const moments = frames.map((frame) => parseMoment(String(frame)));
    const stills = await takeStills(open, { scenes: [scene], size, fps: 30, moments });
    const out = join(folder, `${scene}.png`);
    const decoded: Buffer[] = [];
    for (const { png } of stills) {
      await writeFile(out, png);
      decoded.push(await pixels(out, 0));
    }
    return decoded;
  }

  it('shows a flat sheet in the very colours of the colour bar, and nothing outside it', async () => {
    const [picture] = await pictures('flat', [0]);
    // Half size: the sheet is 400 wide, and its middle is the picture's.
    for (const t of [0.02, 0.3, 0.5, 0.77, 0.98]) {
      const at = 3 * (200 * size.width + Math.round(480 - 200 + 400 * t));
      const shown = [0, 1, 2].map((c) => picture?.[at + c] ?? Number.NaN);
      sequential.rgb(t).forEach((value, c) => {
        expect(Math.abs((shown[c] ?? Number.NaN) - 255 * value), `channel ${c} at ${t}`).toBeLessThanOrEqual(
          4,
        );
      });
    }
    const outside = 3 * (200 * size.width + 480 - 206);
    expect([...(picture?.subarray(outside, outside + 3) ?? [])]).toEqual([0, 0, 0]);
  });

  it('renders a point where the labels are placed', async () => {
    const [picture] = await pictures('dot', [0]);
    let [count, x, y] = [0, 0, 0];
    for (let i = 0; i < size.width * size.height; i++) {
      const [r, g, b] = [0, 1, 2].map((c) => picture?.[3 * i + c] ?? 0) as [number, number, number];
      if (Math.min(r, b) < g + 100) continue;
      count++;
      x += (i % size.width) + 0.5;
      y += Math.floor(i / size.width) + 0.5;
    }
    expect(count).toBeGreaterThan(50);
    const seen = project(pose, 1080, [
      pair.x / (p - 1) - 0.5,
      pair.y / (p - 1) - 0.5,
      rise * (ramp.data[pair.x * p + pair.y] ?? Number.NaN),
    ]);
    // Within half a pixel of the 960 wide picture.
    expect(Math.abs(2 * (x / count - 480) - seen.x)).toBeLessThan(1);
    expect(Math.abs(2 * (y / count - 270) - seen.y)).toBeLessThan(1);
  });

  it('renders again when the camera has moved, and not when something else has', async () => {
    const counts = (await pictures('still', [0, 10, 20, 45, 50])).map((picture) =>
      Math.round((picture[0] ?? 0) / 10),
    );
    expect(counts[0]).toBeGreaterThan(0);
    expect(counts.slice(0, 3)).toEqual([counts[0], counts[0], counts[0]]);
    expect(counts[3]).toBe((counts[0] ?? 0) + 1);
    expect(counts[4]).toBe((counts[0] ?? 0) + 2);
  });
});
