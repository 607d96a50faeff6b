import { rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { WorkError } from '../errors';
import { type Browser, launchBrowser } from './browser/launch';
import { findRoot } from './bundle';
import type { Pace } from './draw-only';
import type { FrameRange } from './frames';
import type { PixelSize } from './page/protocol';

/** What Motion Canvas's own renderer is asked for. */
export interface StockOptions {
  readonly project: string;
  readonly scene: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly size: PixelSize;
  readonly fps: number;
  readonly range: FrameRange;
}

/** Motion Canvas's own way to film, ready in a page of its development server. */
export interface Stock {
  /** Exports the range as PNG files, as the editor's button does. */
  readonly run: () => Promise<Pace>;
  readonly close: () => Promise<void>;
}

const PAGE = '/@stock';
const MODULE = 'virtual:stock';

/** Runs before the module: keeps the first error, and the project's own files as they are. */
const BEFORE = `
addEventListener('error', (event) => { globalThis.failed = String(event.message || event.target?.src); }, true);
// A project that is loaded for editing rewrites its .meta files at once; a measurement must not.
const { send } = WebSocket.prototype;
WebSocket.prototype.send = function (data) {
  if (!String(data).includes('"motion-canvas:meta"')) send.call(this, data);
};
`;

/** Waits for the module of the page, or for the error that keeps it away, and films. */
const RUN = `(async () => {
  for (let tries = 0; tries < 600 && !globalThis.stock && !globalThis.failed; tries++) {
    await new Promise((done) => setTimeout(done, 100));
  }
  return globalThis.stock ? globalThis.stock() : { error: globalThis.failed ?? 'the page did not load' };
})()`;

/**
 * Starts the development server and a page with Motion Canvas's own renderer and image-sequence exporter:
 * the same classes and the same server as behind the editor's button, without the editor around them.
 */
export async function startStock(options: StockOptions): Promise<Stock> {
  const file = resolve(options.project);
  const { root, configFile } = findRoot(file);
  const folder = `stock-${process.pid}`;
  process.env.VITE_CJS_IGNORE_WARNING ??= 'true';
  const { createServer } = await import('vite');
  const server = await createServer({
    root,
    configFile,
    logLevel: 'silent',
    clearScreen: false,
    server: { host: '127.0.0.1', port: 0, strictPort: false, hmr: { overlay: false } },
    plugins: [stockPage(file, folder, options)],
  });
  let browser: Browser | undefined;
  const close = async () => {
    await Promise.all([browser?.close(), server.close()]);
    await rm(join(root, 'output', folder), { recursive: true, force: true });
  };
  try {
    await server.listen();
    const url = new URL(PAGE, server.resolvedUrls?.local[0]).href;
    browser = await launchBrowser();
    const running = browser;
    // The server compiles dependencies when the first page asks for them, and then reloads it.
    await running.evaluate(url, 'new Promise((done) => setTimeout(done, 4000))');
    return {
      run: async () => {
        const answer = await running.evaluate(url, RUN);
        const pace = answer as Pace | { readonly error: string } | undefined;
        if (pace === undefined || 'error' in pace) {
          throw new WorkError(`Motion Canvas's own renderer failed: ${pace?.error ?? 'it gave no answer'}`);
        }
        return pace;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Serves the page, and the module that films in it. */
function stockPage(file: string, folder: string, options: StockOptions): Plugin {
  const { scene, variables, size, fps, range } = options;
  return {
    name: 'stock-page',
    resolveId: (id) => (id === MODULE ? join(dirname(file), 'virtual-stock.js') : undefined),
    load: (id) =>
      id.endsWith('virtual-stock.js')
        ? `
import { Renderer, Vector2 } from '@motion-canvas/core';
import project from ${JSON.stringify(`${file}?project`)};
globalThis.stock = async () => {
  const errors = [];
  project.logger.onLogged.subscribe(({ level, message }) => level === 'error' && errors.push(message));
  const scenes = project.scenes.filter(({ name }) => name === ${JSON.stringify(scene)});
  const renderer = new Renderer({ ...project, scenes, variables: { ...project.variables, ...${JSON.stringify(variables)} } });
  const settings = {
    ...project.meta.getFullRenderingSettings(),
    name: ${JSON.stringify(folder)},
    size: new Vector2(1920, 1080),
    resolutionScale: ${size.width / 1920},
    fps: ${fps},
    range: [${(range.from - 0.5) / fps}, ${(range.to - 1.5) / fps}],
    exporter: { name: '@motion-canvas/core/image-sequence', options: { fileType: 'image/png', quality: 100, groupByScene: false } },
  };
  let first = 0;
  let frames = 0;
  // It tells where it stands when it is asked, when it begins, and then with every frame.
  renderer.onFrameChanged.subscribe(() => { if (frames++ === 2) first = performance.now(); });
  const finished = new Promise((done) => renderer.onFinished.subscribe(done));
  await renderer.render(settings);
  const result = await finished;
  const seconds = (performance.now() - first) / 1000;
  if (result !== 0) return { error: errors.join('; ') || 'result ' + result };
  return { frames: ${range.to - range.from}, seconds, framesPerSecond: ${range.to - range.from} / seconds };
};
`
        : undefined,
    configureServer: (server) => {
      server.middlewares.use((request, response, next) => {
        if (request.url !== PAGE) return next();
        response.setHeader('content-type', 'text/html');
        response.end(
          `<!doctype html><script>${BEFORE}</script><script type="module" src="/@id/${MODULE}"></script>`,
        );
      });
    },
  };
}
