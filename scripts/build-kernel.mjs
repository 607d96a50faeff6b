/**
 * Compiles the training kernel from AssemblyScript to WebAssembly, three times: with SIMD, with relaxed SIMD (fused
 * multiply-add) for engines that have it, and with wide tiles for engines that make 256 bits of 128. Runs at `npm ci` (as `prepare`) and as `npm run build:kernel`.
 *
 * Nothing happens when the sources are those of the last build.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { tsImport } from 'tsx/esm/api';

const { kernelFingerprint } = await tsImport('../src/model/kernel/fingerprint-node.ts', import.meta.url);

const root = new URL('../', import.meta.url);
const sources = new URL('src/model/kernel/assembly/', root);
const output = new URL('build/kernel/', root);

/** What each build may use, and whether its tiles are made for engines that join two operations into one of 256 bits. */
const BUILDS = {
  'simd.wasm': { features: ['simd'], wide: false },
  'relaxed-simd.wasm': { features: ['simd', 'relaxed-simd'], wide: false },
  'relaxed-simd-wide.wasm': { features: ['simd', 'relaxed-simd'], wide: true },
};

/** Writes beside and renames, so that a reader never meets half a file. */
async function replace(name, content) {
  const beside = new URL(`${name}.${process.pid}.tmp`, output);
  await writeFile(beside, content);
  await rename(beside, new URL(name, output));
}

/** The compiler; it is a development dependency, and an install that leaves those out must not fail here. */
async function compiler() {
  try {
    return (await import('assemblyscript/asc')).default;
  } catch {
    console.error(
      'build-kernel: assemblyscript is not installed, so the training kernel is not built: npm install',
    );
    process.exit(process.env.npm_lifecycle_event === 'prepare' ? 0 : 1);
  }
}

async function compile(asc, { features, wide }) {
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
      `--use=WIDE=${Number(wide)}`,
    ],
    { writeFile: (name, content) => void files.set(name, content) },
  );
  const kernel = files.get('kernel.wasm');
  if (error || kernel === undefined) throw new Error(`the kernel does not compile:\n${stderr.toString()}`);
  return kernel;
}

const wanted = await kernelFingerprint();
const built = await readFile(new URL('fingerprint', output), 'utf8').catch(() => '');
if (built.trim() !== wanted) {
  const asc = await compiler();
  await mkdir(output, { recursive: true });
  for (const [name, build] of Object.entries(BUILDS)) await replace(name, await compile(asc, build));
  // Last, so that a build that was cut short is not taken for a whole one.
  await replace('fingerprint', `${wanted}\n`);
}
