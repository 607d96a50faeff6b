import { chmod, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runTool } from './run-tool';

/** Tools whose packages are installed for the benchmark alone; each has a folder in `examples/bench/rivals`. */
export const TOOLS = ['motion-canvas', 'revideo', 'remotion'] as const;

/** The name of one of them. */
export type ToolName = (typeof TOOLS)[number];

/** Seconds that an installation may take. */
const LIMIT = 600;

/** Where a tool's scenes, its list of packages and, once installed, the packages lie. */
export function toolFolder(tool: ToolName): string {
  return fileURLToPath(new URL(`../../../../../examples/bench/rivals/${tool}`, import.meta.url));
}

/** The packages that a tool needs, with their versions: exact ones, as a comparison names what it compares. */
export async function pinnedPackages(tool: ToolName): Promise<Readonly<Record<string, string>>> {
  const text = await readFile(join(toolFolder(tool), 'package.json'), 'utf8');
  const { dependencies }: { dependencies: Record<string, string> } = JSON.parse(text);
  return dependencies;
}

/**
 * Installs what a tool needs into its folder, unless it is there already. Beside its scenes, where any bundler looks
 * for packages first, and so apart from those of this project: what the comparison needs, nothing else has to carry.
 *
 * Scripts of packages are not run. They would download browsers; the tools are given the one that films for us. The one
 * thing that is missed is done here: programs in packages are made executable.
 *
 * Their scenes are compiled by their own bundlers and left out of this project's `tsc`, which has neither React nor
 * Revideo to check them with; each folder has a `tsconfig.json` for whoever has installed them.
 *
 * @throws WorkError with the last lines of npm if it cannot be installed.
 */
export async function installTool(tool: ToolName, signal?: AbortSignal): Promise<void> {
  const folder = toolFolder(tool);
  if (await isInstalled(folder, await pinnedPackages(tool))) return;
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-package-lock', '--no-progress'];
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const name = `npm install for ${tool}`;
  await runTool({ name, program: npm, args: ['install', ...options], cwd: folder, limit: LIMIT }, signal);
  await makeExecutable(join(folder, 'node_modules'));
}

/** What the scripts of the packages with ffmpeg and ffprobe would have done. */
async function makeExecutable(modules: string): Promise<void> {
  for (const program of ['ffmpeg', 'ffprobe']) {
    const scope = join(modules, `@${program}-installer`);
    for (const machine of await readdir(scope).catch(() => [])) {
      await chmod(join(scope, machine, program), 0o755).catch(() => undefined);
    }
  }
}

async function isInstalled(folder: string, packages: Readonly<Record<string, string>>): Promise<boolean> {
  const found = await Promise.all(
    Object.entries(packages).map(async ([name, version]) => {
      const path = join(folder, 'node_modules', name, 'package.json');
      const text = await readFile(path, 'utf8').catch(() => '{}');
      const installed: { version?: string } = JSON.parse(text);
      return installed.version === version;
    }),
  );
  return found.every(Boolean);
}
