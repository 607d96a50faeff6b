import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import type { Plugin } from 'vite';
import { type Fingerprint, fingerprint, isCurrent } from './bundle-cache';
import { reachedFrom } from './reach';
import { digest } from './scene-code';

/** Where the page finds compiled dependencies. */
const URL_PREFIX = '/@film/dependencies/';

/** Changes with what is kept beside them. */
const RECORD_VERSION = 2;

/** A project's dependencies, compiled apart from it. */
export interface CompiledDependencies {
  /** Folder whose `@film/dependencies` holds them. */
  readonly folder: string;
  /** Every file that went into them. */
  readonly inputs: readonly string[];
  /** Of each, by its address: a hash of its file and of all that it imports in turn. */
  readonly hashes: Readonly<Record<string, string>>;
}

/** What is kept beside compiled dependencies. */
interface DependenciesRecord {
  readonly inputs: Fingerprint;
  readonly hashes: Readonly<Record<string, string>>;
}

/** Collects what a project imports from `node_modules`, and compiles it. */
export interface Dependencies {
  readonly plugin: Plugin;
  /**
   * Addresses of those that are imported for what they do and not for what they give (`import 'package'`): who knows
   * what it is to other modules.
   */
  readonly acting: ReadonlySet<string>;
  /** Compiles what was collected, or takes what an earlier call compiled. */
  readonly compile: (cache: string) => Promise<CompiledDependencies>;
}

/** The part of esbuild's interface that is used here. */
interface Esbuild {
  readonly version: string;
  build(
    options: Readonly<Record<string, unknown>>,
  ): Promise<{ metafile: { inputs: Record<string, { imports: readonly { path: string }[] }> } }>;
}

/**
 * Keeps a project's dependencies out of its bundle: they are large and change rarely, the project is small
 * and changes all the time. One second instead of five between an edit and its picture.
 *
 * All are compiled together, so that a module they share exists once, as Motion Canvas needs it.
 */
export function separateDependencies(): Dependencies {
  const entries = new Map<string, string>();
  const addresses = new Map<string, string>();
  const acting = new Set<string>();
  return {
    acting,
    plugin: {
      name: 'film-dependencies',
      enforce: 'pre',
      async resolveId(source, importer, options) {
        if (importer === undefined || !/^[@a-z]/i.test(source) || /[?:]/.test(source)) return undefined;
        const resolved = await this.resolve(source, importer, { ...options, skipSelf: true });
        if (!resolved || resolved.external || !(await isDependency(resolved.id))) return resolved;
        const name = nameOf(resolved.id);
        entries.set(name, resolved.id);
        addresses.set(`${importer}\n${source}`, addressOf(name));
        return { id: addressOf(name), external: 'absolute' };
      },
      moduleParsed({ id, ast }) {
        for (const statement of ast?.body ?? []) {
          if (statement.type !== 'ImportDeclaration' || statement.specifiers.length > 0) continue;
          const address = addresses.get(`${id}\n${statement.source.value}`);
          if (address !== undefined) acting.add(address);
        }
      },
    },
    compile: (cache) => compileDependencies(cache, entries),
  };
}

const addressOf = (name: string) => `${URL_PREFIX}${name}.js`;

/** Whether a module is an ES module of a package; others are left to the project's own bundle. */
async function isDependency(id: string): Promise<boolean> {
  if (!id.includes('/node_modules/') || !/\.m?js$/.test(id)) return false;
  return /^\s*(?:import|export)\b/m.test(await readFile(id, 'utf8').catch(() => ''));
}

/** A name for a dependency's file: readable, and unlike that of any other. */
function nameOf(id: string): string {
  const path = id.slice(id.lastIndexOf('/node_modules/') + '/node_modules/'.length);
  const mark = createHash('sha256').update(id).digest('hex').slice(0, 8);
  return `${path.replace(/\.m?js$/, '').replace(/[^a-z0-9]+/gi, '_')}-${mark}`;
}

async function compileDependencies(
  cache: string,
  entries: Map<string, string>,
): Promise<CompiledDependencies> {
  const esbuild = viteEsbuild();
  const list = [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  const key = createHash('sha256')
    .update(JSON.stringify([RECORD_VERSION, esbuild.version, list]))
    .digest('hex')
    .slice(0, 16);
  const folder = join(cache, `dependencies-${key}`);
  const recordFile = join(folder, 'inputs.json');
  if (existsSync(recordFile)) {
    const record = JSON.parse(await readFile(recordFile, 'utf8')) as DependenciesRecord;
    if (await isCurrent(record.inputs)) return compiledTo(folder, record);
    await rm(folder, { recursive: true, force: true });
  }
  await mkdir(cache, { recursive: true });
  const draft = await mkdtemp(join(cache, 'dependencies-draft-'));
  try {
    const { metafile } = await esbuild.build({
      entryPoints: Object.fromEntries(list),
      outdir: join(draft, URL_PREFIX),
      absWorkingDir: '/',
      bundle: true,
      splitting: true,
      format: 'esm',
      target: 'esnext',
      platform: 'browser',
      sourcemap: 'external',
      metafile: true,
      logLevel: 'silent',
      define: { 'process.env.NODE_ENV': '"production"' },
    });
    const files = Object.keys(metafile.inputs)
      .map((path) => resolve('/', path))
      .filter((path) => existsSync(path));
    const inputs = await fingerprint(files);
    const contents = new Map(inputs.files.map(([path, , , hash]) => [path, hash]));
    const imports = (path: string) =>
      metafile.inputs[path.slice(1)]?.imports.map((imported) => resolve('/', imported.path));
    const hashes = Object.fromEntries(
      list.map(([name, path]) => {
        // Where it cannot be told what a dependency imports, it is taken to import everything.
        const reached =
          imports(path) === undefined ? files : reachedFrom([path], (file) => imports(file) ?? []);
        const parts = [...reached].sort().map((file) => `${file} ${contents.get(file) ?? ''}`);
        return [addressOf(name), digest([esbuild.version, ...parts])];
      }),
    );
    const record: DependenciesRecord = { inputs, hashes };
    await writeFile(join(draft, basename(recordFile)), JSON.stringify(record));
    await rename(draft, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error; // Another render compiled the same meanwhile.
    });
    return compiledTo(folder, record);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

const compiledTo = (folder: string, { inputs, hashes }: DependenciesRecord): CompiledDependencies => ({
  folder,
  inputs: inputs.files.map(([path]) => path),
  hashes,
});

/** The esbuild that Vite itself compiles dependencies with. */
function viteEsbuild(): Esbuild {
  const require = createRequire(createRequire(import.meta.url).resolve('vite/package.json'));
  return require('esbuild') as Esbuild;
}
