import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { InlineConfig, Plugin, ResolvedConfig } from 'vite';
import { WorkError } from '../errors';
import { type Fingerprint, fingerprint } from './bundle-cache';
import { compileMessage, diskFull, isDiskFull } from './compile-error';
import { type CompiledDependencies, separateDependencies } from './dependencies';
import { type CodeHashes, digest, hashCode, type OwnCode, withDependencies } from './scene-code';

/** A compiled project, with what tells whether it is still right. */
export interface Compiled {
  readonly entry: string;
  readonly styles: readonly string[];
  readonly publicFolder: string | undefined;
  readonly folder: string;
  readonly dependencies: string;
  readonly id: string;
  readonly code: CodeHashes;
  readonly inputs: Fingerprint;
}

const NO_CODE: OwnCode = { common: { hash: '', reached: [] }, scenes: {} };

/** The module that the page loads: the project, and the driver that films it. */
const ENTRY = 'virtual:film-this-project';

/** Where the nodes come from that most projects draw with. */
const LIBRARY = '@motion-canvas/2d';

/** Where everything that is ours lies among the URLs of a project. */
export const OWN_URLS = '@film';

/** The compiled colour conversion, which the page's worker loads; without it, it does without. */
export const CONVERSION = [fileURLToPath(new URL('../../build/render/i420.wasm', import.meta.url))].filter(
  existsSync,
);

/** What is to be compiled, and where to. */
export interface CompileRequest {
  readonly projectFile: string;
  /** Folder of its Vite configuration, and that configuration. */
  readonly root: string;
  readonly configFile: string | false;
  /** For the compiled files. */
  readonly folder: string;
  /** For the compiled dependencies, which stay. */
  readonly cache: string;
}

/**
 * Compiles a project, its dependencies apart.
 *
 * @throws WorkError if it does not compile, with the place in its source.
 */
export async function compileProject({
  projectFile,
  root,
  configFile,
  folder,
  cache,
}: CompileRequest): Promise<Compiled> {
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
