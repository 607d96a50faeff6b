import { WorkError } from '../../errors';
import { KERNEL_VARIANTS, type KernelModule } from './kernel-module';

/**
 * The best build of the kernel that this browser runs.
 *
 * @param folder - the URL of the folder that holds `relaxed-simd.wasm` and `simd.wasm`, ending in a slash.
 * @throws WorkError when a build cannot be fetched, or the browser has no WebAssembly SIMD.
 */
export async function fetchKernel(folder: URL): Promise<KernelModule> {
  for (const variant of KERNEL_VARIANTS) {
    const url = new URL(`${variant}.wasm`, folder);
    const response = await fetch(url);
    if (!response.ok)
      throw new WorkError(
        `${url.href} answers ${response.status}: build the kernel with npm run build:kernel`,
      );
    const bytes = await response.arrayBuffer();
    if (WebAssembly.validate(bytes)) return { module: await WebAssembly.compile(bytes), variant };
  }
  throw new WorkError('this browser has no WebAssembly SIMD with shared memory');
}
