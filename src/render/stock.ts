import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { WorkError } from '../errors';
import { type Browser, launchBrowser } from './browser/launch';
import { findRoot } from './bundle';

import type { FrameRange } from './frames';
import type { Pace } from './pace';
import type { PixelSize } from './page/protocol';

/** What Motion Canvas's own renderer is asked for; what is left out is as the project's own settings say. */
export interface StockRequest {
  readonly project: string;
  /** Scenes to play; all of the project if absent. */
  readonly scenes?: readonly string[] | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** Pixels, in the proportions of the project. */
  readonly size?: PixelSize | undefined;
  readonly fps?: number | undefined;
  readonly range?: FrameRange | undefined;
  /** What takes the frames; Motion Canvas's image sequence, as PNG files, if absent. */
  readonly exporter?: StockExporter | undefined;
  /** What the exporter calls its film or folder under `output`, where it stays; without a name it is removed. */
  readonly name?: string | undefined;
}

/** One of the project's exporters, with its settings. */
export interface StockExporter {
  readonly name: string;
  readonly options: Readonly<Record<string, unknown>>;
}

/** The exporter that Motion Canvas brings along. */
export const IMAGE_SEQUENCE: StockExporter = {
  name: '@motion-canvas/core/image-sequence',
  options: { fileType: 'image/png', quality: 100, groupByScene: false },
};

/** How the server of Motion Canvas's own renderer is started. */
export interface StockOptions {
  /** Projects that will be filmed; all under one Vite configuration. */
  readonly projects: readonly [string, ...string[]];
  /** Hears every frame as its PNG file. */
  readonly onFrame?: ((frame: number, png: Buffer) => void) | undefined;
  /** Whether the dependencies are known to be compiled, by an earlier start: nothing is waited for then. */
  readonly warm?: boolean | undefined;
}

/** Motion Canvas's own way to film, ready in a page of its development server. */
export interface Stock {
  /** Exports frames as PNG files, as the editor's button does. */
  readonly run: (request: StockRequest) => Promise<Pace>;
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
  // A message begins with its name; what follows may be a whole picture.
  if (!String(data).slice(0, 100).includes('"motion-canvas:meta"')) send.call(this, data);
};
`;

/** Waits for the module of the page, or for the error that keeps it away. */
const LOADED = `(async () => {
  for (let tries = 0; tries < 600 && !globalThis.stock && !globalThis.failed; tries++) {
    await new Promise((done) => setTimeout(done, 100));
  }
})()`;

/**
 * Starts the development server and a page with Motion Canvas's own renderer and image-sequence exporter:
 * the same classes and the same server as behind the editor's button, without the editor around them.
 *
 * @throws WorkError if there is no Vite configuration, or no browser.
 */
export async function startStock({ projects, onFrame, warm = false }: StockOptions): Promise<Stock> {
  const files = projects.map((project) => resolve(project));
  const { root, configFile } = findRoot(resolve(projects[0]));
  const folder = `stock-${process.pid}`;
  process.env.VITE_CJS_IGNORE_WARNING ??= 'true';
  const { createServer } = await import('vite');
  const server = await createServer({
    root,
    configFile,
    logLevel: 'silent',
    clearScreen: false,
    server: { host: '127.0.0.1', port: 0, strictPort: false, hmr: { overlay: false } },
    plugins: [stockPage(root, files, onFrame)],
  });
  let browser: Browser | undefined;
  const close = async () => {
    await Promise.all([browser?.close(), server.close()]);
    // Motion Canvas's plugin writes to a folder of the working directory.
    await rm(resolve('output', folder), { recursive: true, force: true });
  };
  try {
    await server.listen();
    const url = new URL(PAGE, server.resolvedUrls?.local[0]).href;
    browser = await launchBrowser();
    const running = browser;
    // The server compiles dependencies when the first page asks for them, and then reloads it.
    const settled = `${LOADED}.then(() => new Promise((done) => setTimeout(done, 2000)))`;
    if (!warm) await running.evaluate(url, settled).catch(() => undefined);
    return {
      run: async (request) => {
        const { project, name = folder, exporter = IMAGE_SEQUENCE } = request;
        const text = JSON.stringify({ ...request, project: resolve(project), name, exporter });
        const ask = `globalThis.stock ? globalThis.stock(${text}) : { error: globalThis.failed ?? 'the page did not load' }`;
        const answer = await running.evaluate(url, `${LOADED}.then(() => ${ask})`);
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

/** The module that films in the page: a function that takes a request, and gives the pace or the error. */
const moduleOf = (projects: readonly string[]) => `
import { Renderer, Vector2 } from '@motion-canvas/core';
${projects.map((file, i) => `import project${i} from ${JSON.stringify(`${file}?project`)};`).join('\n')}
const projects = { ${projects.map((file, i) => `${JSON.stringify(file)}: project${i}`).join(', ')} };
globalThis.stock = async ({ project: file, name, scenes, variables, size, fps, range, exporter }) => {
  const project = projects[file];
  // Whoever presses the editor's button has seen the scene there, and its fonts are loaded.
  await Promise.all([...document.fonts].map((face) => face.load()));
  const errors = [];
  project.logger.onLogged.subscribe(({ level, message }) => level === 'error' && errors.push(message));
  const renderer = new Renderer({
    ...project,
    scenes: project.scenes.filter((scene) => scenes === undefined || scenes.includes(scene.name)),
    variables: { ...project.variables, ...variables },
  });
  const own = project.meta.getFullRenderingSettings();
  const rate = fps ?? own.fps;
  const settings = {
    ...own,
    name,
    fps: rate,
    resolutionScale: size === undefined ? own.resolutionScale : size.width / own.size.x,
    // A range in seconds includes its end: half a frame before frames keeps rounding from adding one.
    range: range === undefined ? own.range : [(range.from - 0.5) / rate, (range.to - 1.5) / rate],
    exporter,
  };
  let first = 0;
  let told = 0;
  // It tells where it stands when it is asked, when it begins, and then with every frame.
  renderer.onFrameChanged.subscribe(() => { if (told++ === 2) first = performance.now(); });
  const finished = new Promise((done) => renderer.onFinished.subscribe(done));
  await renderer.render(settings);
  const result = await finished;
  const seconds = (performance.now() - first) / 1000;
  if (result !== 0) return { error: errors.join('; ') || 'result ' + result };
  const frames = told - 2;
  return { frames, seconds, framesPerSecond: frames / seconds };
};
`;

/** Serves the page and its module, and hears what the exporter sends. */
function stockPage(root: string, projects: readonly string[], onFrame: StockOptions['onFrame']): Plugin {
  return {
    name: 'stock-page',
    // Named as a file of the project: it finds Motion Canvas where the project does.
    resolveId: (id) => (id === MODULE ? join(root, 'virtual-stock.js') : undefined),
    load: (id) => (id === join(root, 'virtual-stock.js') ? moduleOf(projects) : undefined),
    configureServer: (server) => {
      server.ws.on('motion-canvas:export', ({ frame, data }: { frame: number; data: string }) =>
        onFrame?.(frame, Buffer.from(data.slice(data.indexOf(',') + 1), 'base64')),
      );
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
