import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { loadTensorFlow } from '../../../src/model/tfjs/load-node';

const require = createRequire(import.meta.url);

/** What `require` throws where a package is not installed. */
function notInstalled(name: string): never {
  throw Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' });
}

/** Finds what is installed, but not tfjs-node. */
const withoutNode = (name: string): unknown =>
  name.endsWith('tfjs-node') ? notInstalled(name) : require(name);

describe('loadTensorFlow', () => {
  it('falls back on WebAssembly where tfjs-node is not installed, or installed and broken', async () => {
    const broken = (name: string): unknown => {
      if (name.endsWith('tfjs-node')) throw new Error('libtensorflow.so.2: cannot open shared object file');
      return require(name);
    };
    for (const find of [withoutNode, broken]) {
      const { name, threads, tf } = await loadTensorFlow(undefined, find);
      expect({ name, threads, backend: tf.getBackend() }).toEqual({
        name: 'tfjs-wasm',
        threads: 1,
        backend: 'wasm',
      });
    }
    await expect(loadTensorFlow('tfjs-node', broken)).rejects.toThrow(
      '@tensorflow/tfjs-node does not load (libtensorflow.so.2: cannot open shared object file)',
    );
  });

  it('tells the command that installs what is missing', async () => {
    await expect(loadTensorFlow('tfjs-node', withoutNode)).rejects.toThrow(
      '@tensorflow/tfjs-node is not installed; backend=tfjs-node needs it: npm install --no-save @tensorflow/tfjs-node@4.22.0',
    );
    const failure = await loadTensorFlow(undefined, notInstalled).catch((error: unknown) => error);
    expect(failure).toMatchObject({ exitCode: 1 });
    expect(String(failure)).toContain(
      '@tensorflow/tfjs-core is not installed; backend=tfjs-wasm needs it: npm install --include=optional',
    );
  });

  it('refuses a backend that another, slower one would quietly stand in for', async () => {
    const { tf } = await loadTensorFlow('tfjs-wasm');
    const pretending = (name: string): unknown =>
      name.endsWith('tfjs-node') ? { ...tf, setBackend: async () => false, getBackend: () => 'cpu' } : {};
    await expect(loadTensorFlow('tfjs-node', pretending)).rejects.toThrow(
      'backend=tfjs-node does not start on this machine: TensorFlow.js computes by cpu instead',
    );
  });

  it('leaves no listener for uncaught errors behind', async () => {
    await loadTensorFlow('tfjs-wasm');
    const sources = ['uncaughtException', 'unhandledRejection'].flatMap((event) =>
      process.rawListeners(event).map(String),
    );
    expect(sources.filter((source) => source.includes('ExitStatus') || /throw reason/.test(source))).toEqual(
      [],
    );
  });
});
