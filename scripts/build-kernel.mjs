/**
 * Compiles the training kernel from AssemblyScript to WebAssembly, twice: with SIMD, and with relaxed SIMD (fused
 * multiply-add) for engines that have it. Runs at `npm ci` (as `prepare`) and as `npm run build:kernel`.
 *
 * Nothing happens when the sources, the compiler and this file are those of the last build.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The compiler is a development dependency: an install that leaves those out must not fail here. */
const asc = await import('assemblyscript/asc').then(
  (compiler) => compiler.default,
  () => undefined,
);
if (asc === undefined) {
  console.error(
    'build-kernel: assemblyscript is not installed, so the training kernel is not built; npm install does both',
  );
  process.exit(process.env.npm_lifecycle_event === 'prepare' ? 0 : 1);
}

const root = new URL('../', import.meta.url);
const sources = new URL('src/model/kernel/assembly/', root);
const output = new URL('build/kernel/', root);

const BUILDS = {
  'simd.wasm': ['simd'],
  'relaxed-simd.wasm': ['simd', 'relaxed-simd'],
};

/** A hash over everything that decides the bytes of a build. */
async function fingerprint() {
  const hash = createHash('sha256').update(asc.version);
  const names = (await readdir(sources)).filter((name) => name.endsWith('.ts')).sort();
  for (const url of [new URL(import.meta.url), ...names.map((name) => new URL(name, sources))])
    hash.update(url.pathname.split('/').at(-1) ?? '').update(await readFile(url));
  return hash.digest('hex');
}

/** Writes beside and renames, so that a reader never meets half a file. */
async function replace(name, content) {
  const beside = new URL(`${name}.${process.pid}.tmp`, output);
  await writeFile(beside, content);
  await rename(beside, new URL(name, output));
}

async function compile(features) {
  const files = new Map();
  const { error, stderr } = await asc.main(
    [
      fileURLToPath(new URL('index.ts', sources)),
      '--outFile=kernel.wasm',
      '-O3',
      '--noAssert',
      '--runtime=stub',
      '--importMemory',
      '--sharedMemory',
      '--maximumMemory=65536',
      '--enable=threads',
      ...features.map((feature) => `--enable=${feature}`),
    ],
    { writeFile: (name, content) => void files.set(name, content) },
  );
  const kernel = files.get('kernel.wasm');
  if (error || kernel === undefined) throw new Error(`the kernel does not compile:\n${stderr.toString()}`);
  return kernel;
}

const wanted = await fingerprint();
const built = await readFile(new URL('fingerprint', output), 'utf8').catch(() => '');
if (built !== wanted) {
  await mkdir(output, { recursive: true });
  for (const [name, features] of Object.entries(BUILDS)) await replace(name, await compile(features));
  await replace('fingerprint', wanted);
}
