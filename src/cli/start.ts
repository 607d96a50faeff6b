import { fileURLToPath } from 'node:url';
import { createServer, type ViteDevServer } from 'vite';
import { WorkError } from '../errors';
import { Run } from '../recording/run';
import { folderSource } from '../recording/source-node';
import { defineCommand } from './define';
import { flag, number, text } from './options';

/** The project's root, where `vite.config.ts` stands. */
const root = fileURLToPath(new URL('../..', import.meta.url));

/** `start`: the Motion Canvas editor with every chapter, on this machine only. */
export const command = defineCommand({
  name: 'start',
  summary: 'the Motion Canvas editor with every chapter, on this machine only',
  options: {
    run: text('the recorded run that the chapters are drawn from', {
      fallback: 'default',
      placeholder: 'name',
    }),
    port: number('the port to listen on; 0 takes a free one', {
      fallback: 9000,
      min: 0,
      max: 65535,
      whole: true,
    }),
    json: flag('print {"url": …} on standard output once it listens'),
  },
  examples: ['npm start', 'npm start run=my-run port=9100'],
  run: async ({ run, port, json }, context) => {
    // A run that is missing or damaged is told here, not by a scene that fails in the browser.
    await (await Run.open(folderSource(run))).verify();
    // The project reads the run's name from the environment that Vite hands on (see vite.config.ts).
    process.env.CLOCKWORK_RUN = run;
    // Motion Canvas's plugin is CommonJS and so makes Vite warn about itself: nothing the reader could mend.
    process.env.VITE_CJS_IGNORE_WARNING = 'true';
    const server = await createServer({
      root,
      configFile: `${root}/vite.config.ts`,
      server: { host: '127.0.0.1', port, strictPort: true },
      logLevel: 'warn',
      clearScreen: false,
    });
    try {
      await listen(server, port);
      const url = server.resolvedUrls?.local[0] ?? `http://127.0.0.1:${port}/`;
      if (json) context.json({ url, run });
      context.say(
        `The editor is at ${url} with run "${run}". Save a scene and it changes there. Ctrl-C stops it.`,
      );
      await aborted(context.signal);
    } finally {
      await server.close();
    }
    return 0;
  },
});

async function listen(server: ViteDevServer, port: number): Promise<void> {
  try {
    await server.listen();
  } catch (cause) {
    if (!(cause instanceof Error) || !/port .* in use/i.test(cause.message)) throw cause;
    throw new WorkError(`port ${port} is taken. Choose another: npm start port=${port + 1}`, { cause });
  }
}

/** Resolves when the person presses Ctrl-C. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
