import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { setFlagsFromString } from 'node:v8';
import { WorkError } from '../../errors';
import { kernelFingerprint } from './fingerprint-node';
import type { KernelModule, KernelVariant } from './kernel-module';
import { chooseWidth } from './width-node';

const directory = new URL('../../../build/kernel/', import.meta.url);

/** @throws WorkError when the compiled kernel is not that of the sources: it might compute something else. */
async function checkSources(): Promise<void> {
  const built = await readFile(new URL('fingerprint', directory), 'utf8').catch(() => '');
  if (built.trim() !== (await kernelFingerprint()))
    throw new WorkError('the training kernel is not built from these sources: run npm run build:kernel');
}

async function compiled(name: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(new URL(name, directory)));
  } catch {
    throw new WorkError(`the training kernel is not built (build/kernel/${name}): run npm run build:kernel`);
  }
}

/**
 * The best build of the kernel that this engine runs: relaxed SIMD where it validates, SIMD otherwise. Node 20 has
 * relaxed SIMD, behind a flag that can be set while it runs.
 *
 * @throws WorkError when the kernel is not built, or from other sources.
 */
export async function loadKernel(wanted?: KernelVariant): Promise<KernelModule> {
  await checkSources();
  if (wanted !== 'simd') {
    const bytes = await compiled('relaxed-simd.wasm');
    if (Number(process.versions.node.split('.')[0]) < 22)
      setFlagsFromString('--experimental-wasm-relaxed-simd');
    if (WebAssembly.validate(bytes)) {
      const narrow = new WebAssembly.Module(bytes);
      const module = await chooseWidth(narrow, () => compiled('relaxed-simd-wide.wasm'));
      return { module, variant: 'relaxed-simd' };
    }
    if (wanted) throw new WorkError('this engine has no relaxed SIMD: use backend=wasm-simd');
  }
  return { module: new WebAssembly.Module(await compiled('simd.wasm')), variant: 'simd' };
}

/** How many threads suit this machine: its cores, at most one for each shard of the work. */
export function defaultThreads(): number {
  return Math.min(availableParallelism(), 8);
}
