/** The process of its own in which Remotion films one clip for the comparison. */
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { bundle } from '@remotion/bundler';
import { renderMedia, selectComposition } from '@remotion/renderer';

const { clip, out, concurrency, browser } = JSON.parse(process.argv[2]);
const { scene, size, fps, seconds } = clip;
const folder = await mkdtemp(`${out}-`);
try {
  const serveUrl = await bundle({ entryPoint: resolve('index.ts'), outDir: join(folder, 'bundle') });
  const inputProps = { width: size.width, height: size.height, fps, seconds };
  const chosen = { serveUrl, inputProps, browserExecutable: browser };
  const composition = await selectComposition({ ...chosen, id: scene });
  const film = join(folder, 'film.mp4');
  await renderMedia({ ...chosen, composition, codec: 'h264', concurrency, outputLocation: film });
  await rename(film, out);
} finally {
  await rm(folder, { recursive: true, force: true });
}
