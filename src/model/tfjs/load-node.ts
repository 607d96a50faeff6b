import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import util from 'node:util';
import { WorkError } from '../../errors';
import type { Tf } from './forward';
import type { TensorFlow } from './tfjs-backend';

/** TensorFlow.js as a machine may have it: on TensorFlow's C library, or in WebAssembly. The quicker first. */
export const TENSORFLOWS = ['tfjs-node', 'tfjs-wasm'] as const;

export type TensorFlowName = (typeof TENSORFLOWS)[number];

/** Whether a backend's name is one of TensorFlow.js'. */
export function isTensorFlowName(name: string): name is TensorFlowName {
  return TENSORFLOWS.some((known) => known === name);
}

/** Finds an installed package by its name: `require`, or what a test puts in its place. */
export type FindPackage = (name: string) => unknown;

/** What to type where a package is not installed. tfjs-node is no dependency: its installation downloads a library. */
const INSTALL = {
  'tfjs-node': 'npm install --no-save @tensorflow/tfjs-node@4.22.0',
  'tfjs-wasm': 'npm install --include=optional',
} as const;

/**
 * TensorFlow.js, ready to compute.
 *
 * @param wanted - when left out, tfjs-node where it is installed and works, and tfjs-wasm otherwise.
 * @throws WorkError naming the command that installs what is missing.
 */
export async function loadTensorFlow(
  wanted?: TensorFlowName,
  find: FindPackage = createRequire(import.meta.url),
): Promise<TensorFlow> {
  if (wanted === 'tfjs-node') return loadNodeBinding(find);
  if (wanted === 'tfjs-wasm') return loadWasm(find);
  return loadNodeBinding(find).catch(() => loadWasm(find));
}

async function loadNodeBinding(find: FindPackage): Promise<TensorFlow> {
  // The library says at length on which processor it is, unless asked not to before it is loaded.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '1';
  restoreRemovedHelpers();
  const tf = checked('tfjs-node', found('tfjs-node', '@tensorflow/tfjs-node', find));
  return started('tfjs-node', tf, 'tensorflow', availableParallelism());
}

async function loadWasm(find: FindPackage): Promise<TensorFlow> {
  const tf = checked('tfjs-wasm', found('tfjs-wasm', '@tensorflow/tfjs-core', find));
  // This one registers itself with the core.
  found('tfjs-wasm', '@tensorflow/tfjs-backend-wasm', find);
  // Its threads do not start in Node, and without them nothing does.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  return withoutNewListeners(() => started('tfjs-wasm', tf, 'wasm', 1));
}

/** A package, or an error that tells how to have it. */
function found(name: TensorFlowName, packageName: string, find: FindPackage): unknown {
  try {
    return find(packageName);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
    const what = missing ? 'is not installed' : `does not load (${firstLine(error)})`;
    throw new WorkError(`${packageName} ${what}; backend=${name} needs it: ${INSTALL[name]}`, {
      cause: error,
    });
  }
}

function checked(name: TensorFlowName, library: unknown): Tf {
  if (isTensorFlow(library)) return library;
  throw new WorkError(`what is installed is not the TensorFlow.js of backend=${name}: ${INSTALL[name]}`);
}

function isTensorFlow(library: unknown): library is Tf {
  return typeof library === 'object' && library !== null && 'setBackend' in library && 'matMul' in library;
}

/** Turns a backend on and has it multiply once: one that cannot would be replaced by a slow one without a word. */
async function started(name: TensorFlowName, tf: Tf, backend: string, threads: number): Promise<TensorFlow> {
  const choose = async () => {
    if (tf.getBackend() !== backend) await tf.setBackend(backend);
    if (tf.getBackend() !== backend)
      throw new WorkError(`TensorFlow.js computes by ${tf.getBackend()} instead`);
  };
  try {
    await choose();
    tf.tidy(() => tf.matMul([[1, 2]], [[3], [4]]).dataSync());
  } catch (error) {
    throw new WorkError(`backend=${name} does not start on this machine: ${firstLine(error)}`, {
      cause: error,
    });
  }
  return { name, threads, tf, choose };
}

/**
 * Does something and takes away what has begun to listen for uncaught errors meanwhile: the WebAssembly backend would
 * throw each of them again, with its whole source as the place.
 */
async function withoutNewListeners<T>(work: () => Promise<T>): Promise<T> {
  const events = ['uncaughtException', 'unhandledRejection'];
  const before = events.map((event) => process.rawListeners(event));
  try {
    return await work();
  } finally {
    for (const [i, event] of events.entries())
      for (const listener of process.rawListeners(event))
        if (!before[i]?.includes(listener)) process.off(event, listener as () => void);
  }
}

/** tfjs-node 4.22 calls two helpers that Node 23 took out of `node:util`. */
function restoreRemovedHelpers(): void {
  const helpers: Record<string, unknown> = util as object as Record<string, unknown>;
  helpers.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  helpers.isArray ??= Array.isArray;
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
