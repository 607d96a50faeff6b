import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { WorkError } from '../../errors';
import { embeddedBrowser } from './embedded';

/** A browser that can film, and how it was found. */
export interface FoundBrowser {
  readonly path: string;
  readonly how: string;
  /** Variables its process needs besides ours: an embedded browser brings its own libraries. */
  readonly environment: Readonly<Record<string, string>>;
}

/** The environment variable that names a browser: a path, or `embedded` for the one from the npm package. */
export const BROWSER_VARIABLE = 'CLOCKWORK_BROWSER';

/** Names on the PATH, best first. */
const COMMANDS = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge-stable',
  'microsoft-edge',
  'chrome.exe',
  'msedge.exe',
];

/** Where installers put a browser that is not on the PATH. */
function usualPlaces(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string[] {
  if (platform === 'darwin') {
    const names = ['Google Chrome', 'Chromium', 'Microsoft Edge'];
    return ['/Applications', join(env.HOME ?? '', 'Applications')].flatMap((folder) =>
      names.map((name) => join(folder, `${name}.app`, 'Contents', 'MacOS', name)),
    );
  }
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
      (f) => f !== undefined,
    );
    return folders.flatMap((folder) => [
      join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      join(folder, 'Chromium', 'Application', 'chrome.exe'),
      join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
    ]);
  }
  return ['/usr/lib/chromium/chromium', '/snap/bin/chromium', '/opt/google/chrome/chrome'];
}

/** The remedy when no browser is there. */
export const BROWSER_REMEDY = [
  'Install Chromium or Chrome (Debian, Ubuntu: apt-get install chromium),',
  `or name one: ${BROWSER_VARIABLE}=/path/to/chrome,`,
  'or, on Linux x64, install the optional package: npm install @sparticuz/chromium',
].join('\n  ');

/**
 * Finds a browser of the Chromium family: the one the environment names, one that is installed, or the one
 * inside the optional npm package `@sparticuz/chromium`, in this order.
 *
 * @throws WorkError with the remedy if there is none, or if the one named is not there.
 */
export async function findBrowser(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): Promise<FoundBrowser> {
  const named = env[BROWSER_VARIABLE];
  if (named !== undefined && named !== '' && named !== 'embedded') {
    if (!isExecutable(named)) {
      throw new WorkError(`${BROWSER_VARIABLE}=${named}: no program is there.\n  ${BROWSER_REMEDY}`);
    }
    return { path: named, how: BROWSER_VARIABLE, environment: {} };
  }
  if (named !== 'embedded') {
    const onPath = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
    const candidates = [
      ...COMMANDS.flatMap((name) => onPath.map((folder) => join(folder, name))),
      ...usualPlaces(platform, env),
    ];
    const path = candidates.find(isExecutable);
    if (path !== undefined) return { path, how: 'installed', environment: {} };
  }
  const embedded = await embeddedBrowser(platform);
  if (typeof embedded !== 'string') return embedded;
  throw new WorkError(`no browser to film with: ${embedded}.\n  ${BROWSER_REMEDY}`);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
