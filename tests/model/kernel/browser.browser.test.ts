import { fileURLToPath } from 'node:url';
import { createServer } from 'vite';
import { expect, it } from 'vitest';
import { loadKernel } from '../../../src/model/kernel/load-node';
import { createWasmBackend } from '../../../src/model/kernel/wasm-backend';
import { startWorkers } from '../../../src/model/kernel/workers-node';
import { launchBrowser } from '../../../src/render/browser/launch';
import { TRAINING, tenSteps } from '../../fixtures/training-page/network';
import type { TrainedInPage } from '../../fixtures/training-page/trainer';

const root = fileURLToPath(new URL('../../..', import.meta.url));

it('trains in the workers of a page to the bits that Node trains to', async () => {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: 'error',
    cacheDir: `${root}/node_modules/.vite-training-page`,
    server: {
      host: '127.0.0.1',
      port: 0,
      // Shared memory is for isolated pages only.
      headers: {
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Embedder-Policy': 'require-corp',
      },
    },
  });
  const browser = await launchBrowser();
  try {
    await server.listen();
    const page = `${server.resolvedUrls?.local[0]}tests/fixtures/training-page/index.html`;
    const answer = await browser.evaluate(page, 'window.trained');
    const found: TrainedInPage = JSON.parse(String(answer));
    const variant = found.name === 'wasm-relaxed-simd' ? 'relaxed-simd' : 'simd';
    const node = await createWasmBackend({
      ...TRAINING,
      ...(await loadKernel(variant)),
      threads: 1,
      startHelpers: startWorkers,
    });
    const expected = await tenSteps(node);
    await node.close();
    expect(found.losses).toEqual(expected.losses);
    expect(found.unembed).toEqual(expected.unembed);
  } finally {
    await browser.close();
    await server.close();
  }
});
