import { InputError } from '../errors';
import type { Backend, OptimizerOptions } from './backend';
import { defaultThreads, loadKernel } from './kernel/load-node';
import { createWasmBackend } from './kernel/wasm-backend';
import { startWorkers } from './kernel/workers-node';
import type { RunParts } from './run-settings';
import type { Split } from './split';

/** What `backend=` takes. `auto` is the quickest that this machine has. */
export const BACKENDS = ['auto', 'wasm-relaxed-simd', 'wasm-simd'] as const;

export type BackendName = (typeof BACKENDS)[number];

/** Whether a text names a backend. */
export function isBackendName(name: string): name is BackendName {
  return BACKENDS.some((known) => known === name);
}

/** What a backend is made for: of the split only the train pairs count. */
export interface BackendParts extends Omit<RunParts, 'split'> {
  readonly split: Pick<Split, 'train'>;
}

/**
 * A backend for a task in Node.
 *
 * @param threads - as many as there are cores when left out.
 * @throws InputError when it is unknown; WorkError when this machine cannot run it.
 */
export async function createBackend(
  name: BackendName,
  { task, architecture, split }: BackendParts,
  optimizer: OptimizerOptions,
  threads = defaultThreads(),
): Promise<Backend> {
  if (!isBackendName(name))
    throw new InputError(`backend=${String(name)} is not one of ${BACKENDS.join(', ')}`);
  const wanted = name === 'wasm-simd' ? 'simd' : name === 'wasm-relaxed-simd' ? 'relaxed-simd' : undefined;
  const kernel = await loadKernel(wanted);
  return createWasmBackend({
    task,
    architecture,
    optimizer,
    train: split.train,
    ...kernel,
    threads,
    startHelpers: startWorkers,
  });
}
