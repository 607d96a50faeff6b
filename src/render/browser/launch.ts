import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkError } from '../../errors';
import { DevTools } from './devtools';
import { type FoundBrowser, findBrowser } from './find';

/** A browser that runs. */
export interface Browser {
  readonly found: FoundBrowser;
  /** Folder of its profile, removed when it closes. */
  readonly profile: string;
  /** Name and version, as the browser tells it. */
  readonly version: string;
  /** Opens a page of its own process. */
  readonly open: (url: string) => Promise<void>;
  /** Opens a page, runs an expression in it and hands back its value. Not for pages that film: it inspects. */
  readonly evaluate: (url: string, expression: string) => Promise<unknown>;
  /** Resolves with the reason when the browser, or a page of it, ends before `close` is called. */
  readonly died: Promise<string>;
  /** Resolves when the browser ends, for whatever reason. */
  readonly ended: Promise<void>;
  /** Ends the browser and all its processes, and removes its profile. Safe to call twice. */
  readonly close: () => Promise<void>;
}

/** How long a browser may take to answer for the first time, in milliseconds. */
const START_LIMIT = 30_000;

const FLAGS = [
  '--headless',
  '--remote-debugging-pipe',
  '--no-first-run',
  '--no-default-browser-check',
  '--hide-scrollbars',
  '--mute-audio',
  '--password-store=basic',
  '--use-mock-keychain',
  // Nothing of a film needs the network, and the browser's own errands would delay its start.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-sync',
  '--disable-quic',
  '--metrics-recording-only',
  '--disable-breakpad',
  // The last two draw the list under the address bar, in a process for every window: half a second of processor time.
  `--disable-features=${[
    ...['Translate', 'OptimizationHints', 'MediaRouter', 'DialMediaRouteProvider'],
    ...['CalculateNativeWinOcclusion', 'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'],
  ].join(',')}`,
  // Several pages draw at once and none is in front: no page may be slowed for being behind another.
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  '--disable-ipc-flooding-protection',
  // The same picture on every machine: colours as they are written, one pixel a pixel, no subpixel text.
  '--force-color-profile=srgb',
  '--force-device-scale-factor=1',
  '--disable-lcd-text',
  '--font-render-hinting=none',
  // Canvases are drawn by the processor, where frames are read from; WebGL through the software renderer.
  '--disable-gpu',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--autoplay-policy=no-user-gesture-required',
  // Pages collect their garbage when it suits the film.
  '--js-flags=--expose-gc',
];

/**
 * Starts a browser without a window.
 *
 * @throws WorkError if there is none, or it does not start: with the last lines that it printed.
 */
export async function launchBrowser(): Promise<Browser> {
  const found = await findBrowser();
  const profile = await mkdtemp(join(tmpdir(), 'clockwork-browser-'));
  const flags = [...FLAGS, `--user-data-dir=${profile}`];
  // The sandbox cannot start for root, as in a container.
  if (process.getuid?.() === 0) flags.push('--no-sandbox');
  if (await sharedMemoryIsSmall()) flags.push('--disable-dev-shm-usage');
  const child = spawn(found.path, [...flags, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    // What it writes to the temporary folder is removed with its profile, even if it is killed.
    env: { ...process.env, TMPDIR: profile, ...found.environment },
    // A group of its own: Ctrl-C reaches us alone, and its helpers can be ended together.
    detached: process.platform !== 'win32',
  });
  const tail = lastLines(child);
  let closing = false;
  let tellDeath: (reason: string) => void = () => undefined;
  const died = new Promise<string>((resolve) => {
    tellDeath = (reason) => {
      if (!closing) resolve(reason);
    };
  });
  const devtools = new DevTools(child, (method) => {
    if (method === 'Target.targetCrashed') tellDeath('the page crashed (out of memory?)');
  });
  const ended = new Promise<void>((resolve) => {
    const onEnd = (reason: string) => {
      devtools.end(new Error(reason));
      tellDeath(reason);
      resolve();
    };
    child.once('error', (error) => onEnd(error.message));
    child.once('exit', (code, signal) => {
      const tell = () => onEnd(`the browser ended (${signal ?? `exit code ${code}`})${tail()}`);
      // What it said last may arrive after its end; a process that it left behind may hold the pipe open for good.
      const said = child.stderr;
      if (said === null || said.readableEnded) return tell();
      const late = setTimeout(() => {
        said.off('end', tell);
        tell();
      }, LAST_WORDS);
      said.once('end', () => clearTimeout(late)).once('end', tell);
    });
  });
  const endOnExit = () => killGroup(child);
  process.once('exit', endOnExit);
  const close = async () => {
    if (!closing) {
      closing = true;
      // Nothing in it is worth a farewell: its profile goes with it.
      killGroup(child);
      await ended;
      process.off('exit', endOnExit);
    }
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }).catch(
      () => undefined,
    );
  };
  try {
    const { product } = await withLimit(devtools.send('Browser.getVersion'), START_LIMIT);
    await devtools.send('Target.setDiscoverTargets', { discover: true });
    return {
      found,
      profile,
      version: String(product),
      open: async (url) => void (await devtools.send('Target.createTarget', { url, newWindow: true })),
      evaluate: (url, expression) => evaluate(devtools, url, expression),
      died,
      ended,
      close,
    };
  } catch (error) {
    killGroup(child);
    await close();
    const reason = error instanceof Error ? error.message : String(error);
    throw new WorkError(`the browser ${found.path} (${found.how}) did not start: ${reason}`);
  }
}

async function evaluate(devtools: DevTools, url: string, expression: string): Promise<unknown> {
  const { targetId } = await devtools.send('Target.createTarget', { url });
  const { sessionId } = await devtools.send('Target.attachToTarget', { targetId, flatten: true });
  const run = async (text: string): Promise<unknown> => {
    const options = { expression: text, awaitPromise: true, returnByValue: true };
    const answer = await devtools.send('Runtime.evaluate', options, String(sessionId));
    const { result, exceptionDetails } = answer as {
      result: { value?: unknown; description?: string };
      exceptionDetails?: object;
    };
    if (exceptionDetails) throw new Error(result.description ?? 'the page threw');
    return result.value;
  };
  // Until the page is there, expressions run in the empty one before it, or are lost with it.
  const isThere = `location.href === ${JSON.stringify(url)} && document.readyState === 'complete'`;
  for (let tries = 0; tries < 500 && (await run(isThere).catch(() => false)) !== true; tries++) {
    await new Promise((done) => setTimeout(done, 20));
  }
  try {
    return await run(expression);
  } finally {
    await devtools.send('Target.closeTarget', { targetId });
  }
}

/** Milliseconds that the last words of a browser may take. */
const LAST_WORDS = 200;

/** Containers often have 64 MB of shared memory: a few frames of a film, and then the page crashes. */
async function sharedMemoryIsSmall(): Promise<boolean> {
  const info = await statfs('/dev/shm').catch(() => undefined);
  return info !== undefined && info.bavail * info.bsize < 512e6;
}

/** Collects the last lines of what a process prints to its standard error. */
function lastLines(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    text = (text + part).slice(-8000);
  });
  return () => {
    // Messages about desktop services that a server does not have are not why a browser ends.
    const lines = text
      .split('\n')
      .filter((line) => line.trim() !== '' && !/dbus|unexpected operator/.test(line));
    return lines.length > 0 ? `:\n    ${lines.slice(-4).join('\n    ')}` : '';
  };
}

/** Ends a process and all it started, where the system has process groups. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    if (process.platform === 'win32') child.kill('SIGKILL');
    else process.kill(-child.pid, 'SIGKILL');
  } catch {
    child.kill('SIGKILL');
  }
}

async function withLimit<T>(work: Promise<T>, limit: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${limit / 1000} s`)), limit);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
