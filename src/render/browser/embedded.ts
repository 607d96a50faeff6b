import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { FoundBrowser } from './find';

const PACKAGE = '@sparticuz/chromium';

const run = promisify(execFile);

/**
 * The headless Chromium inside the optional npm package, unpacked on first use into the user's cache.
 *
 * The package itself would unpack into a fixed name under the shared temporary folder and run whatever lies
 * there; so it is called in a process of its own with a folder of ours as the temporary one, and the result
 * is moved into place when it is whole.
 *
 * @returns The browser, or the reason why there is none.
 */
export async function embeddedBrowser(platform: NodeJS.Platform): Promise<FoundBrowser | string> {
  if (platform !== 'linux' || process.arch !== 'x64') {
    return `no browser is installed, and ${PACKAGE} is for Linux x64 only`;
  }
  const found = await embeddedPackage();
  if (found === undefined) return `no browser is installed, nor the optional package ${PACKAGE}`;
  const folder = await unpack(found);
  const path = join(folder, 'chromium');
  return { path, how: `npm package ${PACKAGE}`, environment: await environmentFor(path, folder) };
}

/** Entry file and version of the package, or undefined where it is not installed. */
export async function embeddedPackage(): Promise<{ entry: string; version: string } | undefined> {
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(PACKAGE);
  } catch {
    return undefined;
  }
  for (let folder = dirname(entry); folder !== dirname(folder); folder = dirname(folder)) {
    const text = await readFile(join(folder, 'package.json'), 'utf8').catch(() => undefined);
    if (text === undefined) continue;
    const { name, version } = JSON.parse(text) as { name?: string; version?: string };
    if (name === PACKAGE && version !== undefined) return { entry, version };
  }
  return undefined;
}

/** The folder of the unpacked browser, one per version of the package. */
async function unpack({ entry, version }: { entry: string; version: string }): Promise<string> {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'clockwork-render');
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(join(cache, 'unpacking-'));
  try {
    const script = `const m = require(${JSON.stringify(entry)}); (m.default ?? m).executablePath()`;
    // The package brings the system libraries along too if it believes to be on such a cloud machine.
    const env = { ...process.env, TMPDIR: draft, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' };
    await run(process.execPath, ['-e', script], { env });
    await rename(draft, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error; // Another process was quicker: its copy is as good.
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  return folder;
}

/** The package's own libraries and fonts, where the system lacks them. */
async function environmentFor(path: string, folder: string): Promise<Record<string, string>> {
  const environment: Record<string, string> = {};
  if (!existsSync('/etc/fonts/fonts.conf')) environment.FONTCONFIG_PATH = join(folder, 'fonts');
  try {
    await run(path, ['--version']);
  } catch {
    const libraries = [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH];
    environment.LD_LIBRARY_PATH = libraries.filter((item) => item !== undefined).join(':');
  }
  return environment;
}
