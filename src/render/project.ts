import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { InputError, InterruptedError, WorkError } from '../errors';
import { type Browser, launchBrowser } from './browser/launch';
import { type Bundle, bundleProject } from './bundle';
import { LostError } from './lost';
import type { PageError, ProjectDescription } from './page/protocol';
import { failOnAbort, PageLink } from './page-link';
import { bundleLocator, sceneError } from './scene-error';
import { type FilmServer, serveBundle } from './server';

/** Milliseconds that the parts of the start took. */
export interface StartTimes {
  readonly bundle: number;
  readonly browser: number;
  readonly page: number;
}

/** A Motion Canvas project that is compiled, served and open in a browser: what films and stills are taken from. */
export interface OpenProject {
  readonly description: ProjectDescription;
  readonly bundle: Bundle;
  /** The browser at work; another one after `revive`, and so are its pages. */
  readonly browser: Browser;
  /** The page that is open from the start. */
  readonly page: PageLink;
  /** So many pages to draw with at once; those that are not open yet are opened. */
  readonly pages: (count: number) => Promise<PageLink[]>;
  /** Ends the browser if it still runs, and starts another, with one page. */
  readonly revive: () => Promise<void>;
  /** Does so if the page has failed before: one film's error is not another's. */
  readonly mend: () => Promise<void>;
  /** The project's own files that pages have asked for so far; see `FilmServer`. */
  readonly seen: FilmServer['seen'];
  /** The project's file behind an address of a page, if it is one. */
  readonly fileOf: FilmServer['fileOf'];
  readonly startTimes: StartTimes;
  /** Seconds that a scene may stay at one frame. */
  readonly patience: number;
  /** Ends the browser and the server. Safe to call twice. */
  readonly close: () => Promise<void>;
}

/** How a project is opened. */
export interface OpenOptions {
  /** Path of the file that exports `makeProject(…)`. */
  readonly project: string;
  /** Aborting closes everything and fails what runs with an InterruptedError. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Seconds that a scene may stay at one frame, loading something, say, before it is taken for stuck; and that the
   * project's modules may take to load. Default 180.
   */
  readonly patience?: number | undefined;
  /** Hears the warnings that the project's scenes log. */
  readonly onWarning?: ((message: string) => void) | undefined;
}

/** Seconds that a scene may stay at one frame unless told otherwise. */
const PATIENCE = 180;

/** How long a page may take to load the project, in milliseconds. */
const LOAD_LIMIT = 180_000;

/**
 * Compiles a project and opens it in a browser.
 *
 * @throws InputError if the project file does not exist; WorkError if it does not compile or load, or if no
 * browser is there; InterruptedError if the signal aborts.
 */
export async function openProject({
  project,
  signal,
  onWarning,
  patience = PATIENCE,
}: OpenOptions): Promise<OpenProject> {
  const file = resolve(project);
  if (!existsSync(file))
    throw new InputError(`no project at ${project}: give the file that exports makeProject(…).`);
  throwIfAborted(signal);
  const started = performance.now();
  let bundled = started;
  let launched = started;
  // The browser starts while the project compiles; whichever fails, the other is closed.
  const [bundling, launching] = await Promise.allSettled([
    bundleProject(file, signal).finally(() => {
      bundled = performance.now();
    }),
    launchBrowser().finally(() => {
      launched = performance.now();
    }),
  ]);
  if (bundling.status === 'rejected' || launching.status === 'rejected') {
    if (launching.status === 'fulfilled') await launching.value.close();
    throw bundling.status === 'rejected' ? bundling.reason : (launching as PromiseRejectedResult).reason;
  }
  const bundle = bundling.value;
  let browser = launching.value;
  let server: FilmServer | undefined;
  const close = async () => {
    await Promise.all([browser.close(), server?.close()]);
  };
  try {
    const serving = await serveBundle(bundle);
    server = serving;
    const locate = bundleLocator([bundle.folder, bundle.dependencies]);
    const explain = (error: PageError) => sceneError(error, locate, file);
    let links: Promise<PageLink>[] = [];
    const pages = (count: number) => {
      const [own, into] = [browser, links];
      while (into.length < count) {
        const link = connect(own, serving, explain, patience, signal);
        into.push(link);
        // Whoever asks next asks anew.
        link.catch(() => into.splice(into.indexOf(link), 1));
      }
      return Promise.all(into.slice(0, count));
    };
    /** Opens the first page of a browser that has none yet. */
    const firstPage = async () => {
      const [own, into] = [browser, links];
      void own.died.then((reason) => {
        for (const opening of into)
          opening.then(
            (link) => link.fail(new LostError(reason)),
            () => undefined,
          );
      });
      const [page] = await pages(1);
      if (page === undefined) throw new WorkError('the browser opened no page');
      // All pages play the same scenes: one speaks for them.
      page.listen((message) => {
        if (message.kind === 'log') onWarning?.(message.message);
      });
      return page;
    };
    const before = performance.now();
    let page = await firstPage();
    const description = await page.ask<ProjectDescription>({ kind: 'describe', patience });
    const startTimes = {
      bundle: bundled - started,
      browser: launched - started,
      page: performance.now() - before,
    };
    const revive = async () => {
      await browser.close();
      throwIfAborted(signal);
      browser = await launchBrowser();
      links = [];
      page = await firstPage();
    };
    return {
      description,
      bundle,
      get browser() {
        return browser;
      },
      get page() {
        return page;
      },
      pages,
      revive,
      mend: async () => {
        if (page.gone) await revive();
      },
      seen: serving.seen,
      fileOf: serving.fileOf,
      startTimes,
      patience,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Opens a page and waits for its socket, unless its browser ends, or the signal aborts, before it comes. */
async function connect(
  browser: Browser,
  server: FilmServer,
  explain: (error: PageError) => Error,
  patience: number,
  signal: AbortSignal | undefined,
): Promise<PageLink> {
  throwIfAborted(signal);
  const name = randomUUID();
  let end: (reason: Error) => void = () => undefined;
  const failed = new Promise<never>((_, reject) => {
    end = reject;
  });
  const abort = () => end(new InterruptedError('interrupted'));
  const late = () => end(new WorkError(`the page did not load within ${LOAD_LIMIT / 1000} s`));
  const timer = setTimeout(late, LOAD_LIMIT);
  signal?.addEventListener('abort', abort, { once: true });
  void browser.died.then((reason) => end(new LostError(reason)));
  void browser.ended.then(() => end(new LostError('the browser was closed')));
  try {
    const arrival = server.connected(name);
    await Promise.race([browser.open(server.pageUrl(name)), failed]);
    const socket = await Promise.race([arrival, failed]);
    const link = new PageLink(socket, () => server.connected(`${name}/frames`), explain, patience * 1000);
    failOnAbort(link, signal);
    return link;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }
}

/** @throws InterruptedError if the signal has aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new InterruptedError('interrupted');
}
