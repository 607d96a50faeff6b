import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InlineConfig, Plugin, ResolvedConfig } from 'vite';
import { WorkError } from '../errors';
import { bundleCacheFolder, cacheRoot, type Fingerprint, fingerprint, isCurrent } from './bundle-cache';
import { type CompiledDependencies, separateDependencies } from './dependencies';
import { type CodeHashes, digest, hashCode, type OwnCode, withDependencies } from './scene-code';

/** A project compiled for the page that films it. */
export interface Bundle {
  /** Folder of the compiled files; the page's URLs start here. */
  readonly folder: string;
  /** Folder of the compiled dependencies; the page's URLs start here too. */
  readonly dependencies: string;
  /** Entry module and style sheets, relative to the folder. */
  readonly entry: string;
  readonly styles: readonly string[];
  /** The project's own static files (Vite's `publicDir`), or undefined if it has none. */
  readonly publicFolder: string | undefined;
  /** Changes with every change of the project's code. */
  readonly id: string;
  /** Changes with the code of all scenes, and of each one: one half of a cache key. */
  readonly code: CodeHashes;
  /** Folder that films keep their pieces in. */
  readonly films: string;
  /** Whether the compiled files were there already. */
  readonly reused: boolean;
}

/** What is kept beside a compiled project to know whether it is still right. */
interface BundleRecord {
  readonly entry: string;
  readonly styles: readonly string[];
  readonly publicFolder: string | undefined;
  readonly folder: string;
  readonly dependencies: string;
  readonly id: string;
  readonly code: CodeHashes;
  readonly inputs: Fingerprint;
}

/** Names of the Vite configuration, in the order in which Vite itself looks for them. */
const CONFIG_NAMES = ['js', 'mjs', 'ts', 'cjs', 'mts', 'cts'].map((end) => `vite.config.${end}`);

const NO_CODE: OwnCode = { common: { hash: '', reached: [] }, scenes: {} };

/** The module that the page loads: the project, and the driver that films it. */
const ENTRY = 'virtual:film-this-project';

/** Where the nodes come from that most projects draw with. */
const LIBRARY = '@motion-canvas/2d';

/** The compiled colour conversion, which the page's worker loads; without it, it does without. */
const CONVERSION = [fileURLToPath(new URL('../../build/render/i420.wasm', import.meta.url))].filter(
  existsSync,
);

/** Where everything that is ours lies among the URLs of a project. */
export const OWN_URLS = '@film';

/**
 * Compiles a Motion Canvas project with its own Vite configuration, or takes what the last call compiled
 * if no file that went into it has changed.
 *
 * A bundle instead of a development server: it starts as quickly when it is warm (the files are there),
 * it does not optimise dependencies behind the page's back, and its content names exactly what is filmed.
 *
 * @param project - Path of the file that exports `makeProject(…)`.
 * @throws WorkError if the project does not compile, with the place in its source.
 */
export async function bundleProject(project: string): Promise<Bundle> {
  const projectFile = resolve(project);
  const { root, configFile } = findRoot(projectFile);
  // A configuration may read its own variables, and Vite puts them into the code: other ones make another bundle.
  const variables = Object.entries(process.env)
    .filter(([name]) => name.startsWith('CLOCKWORK_RUN'))
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  const cache = await bundleCacheFolder(root, [projectFile, ...CONVERSION, ...variables]);
  const recordFile = join(cache, 'bundle.json');
  const films = join(await cacheRoot(root), 'films');
  const known = await readRecord(recordFile);
  if (
    known &&
    existsSync(join(known.folder, known.entry)) &&
    existsSync(known.dependencies) &&
    (await isCurrent(known.inputs))
  ) {
    return { ...known, films, reused: true };
  }
  const folder = join(cache, randomBytes(6).toString('hex'));
  await mkdir(folder, { recursive: true });
  const record = await compile(projectFile, root, configFile, folder, cache);
  const draft = `${recordFile}.${process.pid}`;
  try {
    await writeFile(draft, JSON.stringify(record));
    await rename(draft, recordFile);
  } catch (error) {
    await rm(draft, { force: true });
    throw isDiskFull(error) ? diskFull(cache) : error;
  }
  await dropOldBundles(cache, [record, known]);
  return { ...record, films, reused: false };
}

/** The folder of the nearest Vite configuration above the project, or of its package. */
export function findRoot(projectFile: string): { root: string; configFile: string | false } {
  for (let folder = dirname(projectFile); ; folder = dirname(folder)) {
    const name = CONFIG_NAMES.find((candidate) => existsSync(join(folder, candidate)));
    if (name !== undefined) return { root: folder, configFile: join(folder, name) };
    if (dirname(folder) === folder) {
      throw new WorkError(
        `no vite.config.* lies beside ${projectFile} or above it.\n` +
          '  A Motion Canvas project is compiled with its own Vite configuration; add one with @motion-canvas/vite-plugin.',
      );
    }
  }
}

async function readRecord(file: string): Promise<BundleRecord | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as BundleRecord;
  } catch {
    return undefined; // Never written, or cut short: compile again.
  }
}

/** Keeps the current bundle and the one before it, which a render of another process may still be serving. */
async function dropOldBundles(cache: string, keep: readonly (BundleRecord | undefined)[]): Promise<void> {
  const kept = keep.flatMap((record) => (record ? [record.folder, record.dependencies] : []));
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    if (/^(?:[0-9a-f]{12}|dependencies-[0-9a-f]{16})$/.test(name) && !kept.includes(path)) {
      await rm(path, { recursive: true, force: true });
    }
  }
}

async function compile(
  projectFile: string,
  root: string,
  configFile: string | false,
  folder: string,
  cache: string,
): Promise<BundleRecord> {
  // Motion Canvas's plugin is a CommonJS module and loads Vite as one; nobody here can mend that.
  process.env.VITE_CJS_IGNORE_WARNING ??= 'true';
  const { build } = await import('vite');
  // A bundle made by another version of this file is another bundle.
  const inputs = new Set<string>([...CONVERSION, fileURLToPath(import.meta.url)]);
  const dependencies = separateDependencies();
  const output = { entry: '', styles: [] as string[], code: NO_CODE, modules: [] as string[] };
  let resolved: ResolvedConfig | undefined;
  const config: InlineConfig = {
    root,
    configFile,
    base: '/',
    logLevel: 'silent',
    clearScreen: false,
    plugins: [
      dependencies.plugin,
      collecting(inputs),
      filming(projectFile, output, (value) => {
        resolved = value;
      }),
    ],
    resolve: { dedupe: ['@motion-canvas/core', '@motion-canvas/2d'] },
    // What a worker is made of is compiled apart; its sources count as much.
    worker: { plugins: () => [collecting(inputs)] },
    build: {
      outDir: folder,
      emptyOutDir: false,
      copyPublicDir: false,
      minify: false,
      sourcemap: true,
      reportCompressedSize: false,
      modulePreload: false,
      rollupOptions: {
        onwarn: (warning, handle) => {
          // Vite makes an error of this one. The others speak of plugins' source maps, which nobody can mend here.
          if (warning.code === 'UNRESOLVED_IMPORT') handle(warning);
        },
      },
    },
  };
  let compiled: CompiledDependencies;
  try {
    await build(config);
    compiled = await dependencies.compile(cache);
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (isDiskFull(error)) throw diskFull(cache);
    throw new WorkError(`${relative(process.cwd(), projectFile)} does not compile: ${compileMessage(error)}`);
  }
  for (const file of resolved?.configFileDependencies ?? []) inputs.add(file);
  // What is no module of the graph counts for every scene: workers, what plugins looked at.
  const forAll = new Set([...inputs].filter((path) => !output.modules.includes(path)));
  const publicFolder = resolved?.publicDir;
  const print = await fingerprint([...new Set([...inputs, ...compiled.inputs])]);
  const others = print.files.filter(([path]) => forAll.has(path));
  const acting = [...dependencies.acting].sort().map((address) => compiled.hashes[address] ?? '');
  const code = withDependencies(output.code, compiled.hashes);
  const common = digest([code.common, ...acting, ...others.map(([path, , , hash]) => `${path} ${hash}`)]);
  return {
    entry: output.entry,
    styles: output.styles,
    code: { ...code, common },
    folder,
    dependencies: compiled.folder,
    id: print.hash,
    inputs: print,
    publicFolder:
      publicFolder !== undefined && publicFolder !== '' && existsSync(publicFolder)
        ? publicFolder
        : undefined,
  };
}

/** The plugin that puts our entry in the place of the project's own, and writes down what was read. */
function filming(
  projectFile: string,
  output: { entry: string; styles: string[]; code: OwnCode; modules: string[] },
  onConfig: (config: ResolvedConfig) => void,
): Plugin {
  const driver = fileURLToPath(new URL('./page/main.ts', import.meta.url));
  return {
    name: 'film-this-project',
    enforce: 'post',
    // Modules of a project may await at their top level, as the development server lets them.
    config: () => ({ build: { target: 'esnext' } }),
    configResolved: onConfig,
    options: (options) => ({ ...options, input: { film: ENTRY } }),
    outputOptions: (options) => ({
      ...options,
      entryFileNames: `${OWN_URLS}/[name]-[hash].js`,
      chunkFileNames: `${OWN_URLS}/[name]-[hash].js`,
    }),
    resolveId: (id) => (id === ENTRY ? `\0${ENTRY}` : undefined),
    async load(id) {
      if (id !== `\0${ENTRY}`) return undefined;
      const library = await this.resolve(LIBRARY, projectFile);
      return [
        `import { film } from ${JSON.stringify(driver)};`,
        library ? `import * as library from '${LIBRARY}';` : 'const library = {};',
        `film(() => import(${JSON.stringify(`${projectFile}?project`)}), library);`,
      ].join('\n');
    },
    async generateBundle(_, files) {
      output.code = await hashCode({
        parse: (code) => this.parse(code),
        getModuleIds: () => this.getModuleIds(),
        getModuleInfo: (id) => this.getModuleInfo(id),
      });
      output.modules = [...this.getModuleIds()].map(fileOf);
      for (const file of Object.values(files)) {
        if (file.type === 'chunk' && file.isEntry) output.entry = file.fileName;
        if (file.type === 'asset' && file.fileName.endsWith('.css')) output.styles.push(file.fileName);
      }
    },
  };
}

/** The plugin that writes down which files a compilation read. */
function collecting(inputs: Set<string>): Plugin {
  return {
    name: 'film-inputs',
    generateBundle() {
      for (const id of [...this.getModuleIds(), ...this.getWatchFiles()]) addInput(inputs, id);
    },
  };
}

const fileOf = (id: string) => id.split('?')[0] ?? '';

/** A module's file, without the query that plugins hang on it; virtual modules have none. */
function addInput(inputs: Set<string>, id: string): void {
  const file = fileOf(id);
  if (!file.startsWith('\0') && existsSync(file)) inputs.add(file);
}

/** Whether something failed for want of room; tools that write by themselves say so in words. */
const isDiskFull = (error: unknown) => /ENOSPC|no space left/i.test(String(error));

const diskFull = (cache: string) =>
  new WorkError(
    `the disk that holds what films keep is full: ${cache}\n  Make room, or remove what is kept: npm run render clean=true`,
  );

/** What a failed compilation says: the message, the place, and the lines around it. */
function compileMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = 'loc' in error && typeof error.loc === 'object' && error.loc !== null ? error.loc : {};
  const at = [
    'file' in place && typeof place.file === 'string' ? place.file : '',
    'line' in place && typeof place.line === 'number' ? place.line : '',
  ].filter((part) => part !== '');
  const frame = 'frame' in error && typeof error.frame === 'string' ? `\n${error.frame}` : '';
  const where = at.length > 0 && !error.message.includes(String(at[0])) ? `\n  at ${at.join(':')}` : '';
  return `${error.message}${where}${frame}`;
}
