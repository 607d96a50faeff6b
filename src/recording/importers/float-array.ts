import { InputError } from '../../errors';
import { halvesToFloats } from '../half';

/** The element types in which other people's weights come. */
export const FLOAT_TYPES = ['F64', 'F32', 'F16', 'BF16'] as const;
export type FloatType = (typeof FLOAT_TYPES)[number];

const BYTES: Readonly<Record<FloatType, number>> = { F64: 8, F32: 4, F16: 2, BF16: 2 };

/** Bytes of one element. */
export function floatBytes(type: FloatType): number {
  return BYTES[type];
}

/** Numbers in the narrowest type that holds every one of them exactly. */
export type Floats = Float32Array | Float64Array;

/** A tensor of somebody else's file. */
export interface ForeignTensor {
  readonly shape: readonly number[];
  /** Read from the file each time it is asked for: a history of a whole training costs no memory until then. */
  readonly data: Floats;
}

/** Little-endian elements, none of them rounded. Throws {@link InputError} when the bytes are no whole number of elements. */
export function readFloats(type: FloatType, bytes: Uint8Array, where: string): Floats {
  checkWhole(type, bytes, where);
  // A copy, because elements must be aligned; a Buffer's own slice would be a view of its pool.
  const buffer = new Uint8Array(bytes).buffer;
  switch (type) {
    case 'F64':
      return new Float64Array(buffer);
    case 'F32':
      return new Float32Array(buffer);
    case 'F16':
      return halvesToFloats(new Uint16Array(buffer));
    case 'BF16': {
      // The upper half of a float32.
      const wide = Uint32Array.from(new Uint16Array(buffer), (half) => half * 0x10000);
      return new Float32Array(wide.buffer);
    }
  }
}

/** Throws {@link InputError} when the bytes are no whole number of elements. */
export function checkWhole(type: FloatType, bytes: Uint8Array, where: string): void {
  if (bytes.length % BYTES[type] !== 0)
    throw new InputError(`${where}: ${bytes.length} bytes are no whole number of ${type} elements.`);
}
