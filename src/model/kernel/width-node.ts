import { setFlagsFromString } from 'node:v8';
import { STORE } from './exports';
import { bindKernel } from './machine';

/** From this version on Node's V8 joins two neighbouring SIMD operations into one of 256 bits, where it is told to. */
const JOINS_FROM = 24;

/** The flag is experimental: the wide build is taken only where it is that much quicker, with the same bits. */
const GAIN = 1.2;

/** So long is each build looked at; V8 compiles it well meanwhile. */
const LOOK_MS = 40;

/** Sides of the product to compare by, and the bytes from row to row of its matrices. */
const [M, N, K, ROW] = [64, 120, 128, 576];
const [A, B, C] = [2 ** 17, 2 ** 18, 2 ** 19];

let chosen: Promise<WebAssembly.Module> | undefined;

/**
 * The build of the kernel whose tiles suit this engine and processor. Both give the same bits, so that a measurement may
 * decide; it is made once.
 */
export function chooseWidth(
  narrow: WebAssembly.Module,
  readWide: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<WebAssembly.Module> {
  chosen ??= choose(narrow, readWide);
  return chosen;
}

async function choose(
  narrow: WebAssembly.Module,
  readWide: () => Promise<Uint8Array<ArrayBuffer>>,
): Promise<WebAssembly.Module> {
  if (process.arch !== 'x64' || Number(process.versions.node.split('.')[0]) < JOINS_FROM) return narrow;
  const bytes = await readWide();
  setFlagsFromString('--experimental-wasm-revectorize');
  const wide = new WebAssembly.Module(bytes);
  const [one, other] = [tryOut(narrow), tryOut(wide)];
  const same = one.product.every((value, i) => value === other.product[i]);
  return same && other.milliseconds * GAIN < one.milliseconds ? wide : narrow;
}

/** What a build makes of a product, and how quick it becomes. */
function tryOut(module: WebAssembly.Module): { milliseconds: number; product: Float32Array } {
  const memory = new WebAssembly.Memory({ initial: 16, maximum: 65536, shared: true });
  const kernel = bindKernel(module, memory);
  // Any numbers whose products have to be rounded.
  for (const at of [A, B])
    new Float32Array(memory.buffer, at, (K * ROW) / 4).forEach((_, i, values) => {
      values[i] = Math.sin(i + at);
    });
  let least = Number.POSITIVE_INFINITY;
  const end = performance.now() + LOOK_MS;
  while (performance.now() < end) {
    const begun = performance.now();
    kernel.multiply(C, ROW, A, ROW, 4, B, ROW, M, N, K, STORE);
    least = Math.min(least, performance.now() - begun);
  }
  return { milliseconds: least, product: new Float32Array(memory.buffer, C, (M * ROW) / 4).slice() };
}
