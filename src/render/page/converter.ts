import { i420Size, toI420, WEIGHTS } from './i420';

/** The room that a frame is converted in, and the conversion. */
export interface Converter {
  /** Room for the pixels, four bytes each. */
  readonly pixels: Uint8Array<ArrayBuffer>;
  /** Room for the planes: Y, U, V. */
  readonly planes: Uint8Array<ArrayBuffer>;
  /** Turns what is in `pixels` into `planes`. */
  readonly convert: (blueFirst: boolean) => void;
}

/** What the compiled conversion exports; see `assembly/i420.ts`. */
interface Kernel {
  readonly convert: (
    pixels: number,
    planes: number,
    width: number,
    height: number,
    ...weights: number[]
  ) => void;
}

const PAGE = 65_536;

/**
 * The conversion for frames of one size: by vectors where the compiled one is there and the width allows,
 * otherwise in JavaScript. Both give the same bytes.
 *
 * @param compiled - `build/render/i420.wasm`, or undefined where it was not built.
 */
export async function createConverter(
  width: number,
  height: number,
  compiled: BufferSource | undefined,
): Promise<Converter> {
  const area = width * height;
  if (compiled === undefined || width % 8 !== 0 || !WebAssembly.validate(compiled)) {
    const words = new Uint32Array(area);
    const planes = new Uint8Array(i420Size(width, height));
    const convert = (blueFirst: boolean) => toI420(words, blueFirst, width, height, planes);
    return { pixels: new Uint8Array(words.buffer), planes, convert };
  }
  const bytes = i420Size(width, height);
  const memory = new WebAssembly.Memory({ initial: Math.ceil((4 * area + bytes) / PAGE) + 1 });
  const { instance } = await WebAssembly.instantiate(compiled, { env: { memory } });
  const { convert } = instance.exports as unknown as Kernel;
  // The first page is AssemblyScript's own.
  const pixelsAt = PAGE;
  const planesAt = PAGE + 4 * area;
  return {
    pixels: new Uint8Array(memory.buffer, pixelsAt, 4 * area),
    planes: new Uint8Array(memory.buffer, planesAt, bytes),
    convert: (blueFirst) => {
      const order = (w: readonly number[]) => (blueFirst ? [...w].reverse() : w);
      const { y, u, v, lumaRound, chromaRound } = WEIGHTS;
      const weights = [...order(y), ...order(u), ...order(v), lumaRound, chromaRound];
      convert(pixelsAt, planesAt, width, height, ...weights);
    },
  };
}
