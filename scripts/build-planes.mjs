/**
 * Compiles the renderer's colour conversion from AssemblyScript to WebAssembly. Runs at `npm ci` (as `prepare`).
 * Without it the renderer converts in JavaScript: the same frames, five times slower.
 *
 * Nothing happens when the source, the compiler and this file are those of the last build.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The compiler is a development dependency: an install that leaves those out must not fail here. */
const asc = await import('assemblyscript/asc').then(
  (compiler) => compiler.default,
  () => undefined,
);
if (asc === undefined) {
  console.error('build-planes: assemblyscript is not installed, so colours are converted in JavaScript');
  process.exit(0);
}

const root = new URL('../', import.meta.url);
const source = new URL('src/render/page/assembly/i420.ts', root);
const output = new URL('build/render/', root);

/** Writes beside and renames, so that a reader never meets half a file. */
async function replace(name, content) {
  const beside = new URL(`${name}.${process.pid}.tmp`, output);
  await writeFile(beside, content);
  await rename(beside, new URL(name, output));
}

const hash = createHash('sha256').update(asc.version);
for (const url of [new URL(import.meta.url), source]) hash.update(await readFile(url));
const wanted = hash.digest('hex');
const built = await readFile(new URL('fingerprint', output), 'utf8').catch(() => '');
if (built !== wanted) {
  const files = new Map();
  const { error, stderr } = await asc.main(
    [
      fileURLToPath(source),
      '--outFile=i420.wasm',
      '-O3',
      '--noAssert',
      '--runtime=stub',
      '--importMemory',
      '--enable=simd',
    ],
    { writeFile: (name, content) => void files.set(name, content) },
  );
  const module = files.get('i420.wasm');
  if (error || module === undefined)
    throw new Error(`the conversion does not compile:\n${stderr.toString()}`);
  await mkdir(output, { recursive: true });
  await replace('i420.wasm', module);
  await replace('fingerprint', wanted);
}
