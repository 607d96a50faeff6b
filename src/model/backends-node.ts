import { InputError } from '../errors';
import type { Backend, OptimizerOptions } from './backend';
import { defaultThreads, loadKernel } from './kernel/load-node';
import { createWasmBackend } from './kernel/wasm-backend';
import { startWorkers } from './kernel/workers-node';
import type { RunParts } from './run-settings';
import type { Split } from './split';
import { isTensorFlowName, loadTensorFlow, TENSORFLOWS } from './tfjs/load-node';
import { createTfjsBackend } from './tfjs/tfjs-backend';

/**
 * What `backend=` takes: our kernel, `auto` in the quickest build that this engine runs, and TensorFlow.js, `tfjs` as
 * tfjs-node where that is installed and as tfjs-wasm otherwise.
 */
export const BACKENDS = ['auto', 'wasm-relaxed-simd', 'wasm-simd', 'tfjs', ...TENSORFLOWS] as const;

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
 * @param threads - of our kernel: as many as there are cores when left out. TensorFlow.js takes its own number.
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
  if (name === 'tfjs' || isTensorFlowName(name)) {
    const tensorFlow = await loadTensorFlow(name === 'tfjs' ? undefined : name);
    return createTfjsBackend({ task, architecture, optimizer, train: split.train, tensorFlow });
  }
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
