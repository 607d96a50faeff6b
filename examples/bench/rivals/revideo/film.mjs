/** The process of its own in which Revideo films one clip for the comparison. */
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { renderVideo } from '@revideo/renderer';

const { clip, out, exporter, workers, browser, browserFlags } = JSON.parse(process.argv[2]);
const { scene, size, fps, seconds } = clip;

// A project learns its rate and its scenes from its code alone, and this file is the code that says them.
const projectFile = `./output/bench-${process.pid}.ts`;
await mkdir('output', { recursive: true });
await writeFile(
  projectFile,
  `import { bench } from '../project';\nexport default bench('${scene}', ${JSON.stringify(size)}, ${fps});\n`,
);
const folder = await mkdtemp(`${out}-`);
try {
  await renderVideo({
    projectFile,
    variables: { seconds },
    settings: {
      outFile: 'film.mp4',
      // It joins this to the folder where it runs.
      outDir: relative(process.cwd(), folder),
      workers,
      puppeteer: { executablePath: browser, args: browserFlags },
      projectSettings: {
        exporter:
          exporter === 'wasm'
            ? { name: '@revideo/core/wasm' }
            : { name: '@revideo/core/ffmpeg', options: { format: 'mp4' } },
      },
      // What the scenes show lies above this folder, and what they show it with above that.
      viteConfig: { server: { fs: { allow: ['../../../..'] } } },
    },
  });
  await rename(join(folder, 'film.mp4'), out);
} finally {
  await rm(projectFile, { force: true });
  await rm(folder, { recursive: true, force: true });
}
