import { InputError } from '../errors';
import { halvesToFloats } from './half';

/** The element types that recordings use, under their safetensors names. */
export const dtypes = ['F64', 'F32', 'F16', 'I32', 'I16', 'I8', 'U8'] as const;
export type DType = (typeof dtypes)[number];

/** Bytes of one element. */
export const bytesPerElement: Readonly<Record<DType, number>> = {
  F64: 8,
  F32: 4,
  F16: 2,
  I32: 4,
  I16: 2,
  I8: 1,
  U8: 1,
};

/** The arrays in which elements live in memory. Half floats are widened to F32 when they are read. */
export type TensorData = Float64Array | Float32Array | Int32Array | Int16Array | Int8Array | Uint8Array;

/** Whether a text names an element type that we can read. */
export function isDType(name: unknown): name is DType {
  return dtypes.some((dtype) => dtype === name);
}

/** The element type in which an array is stored unless somebody says otherwise. */
export function dtypeOf(data: TensorData): DType {
  if (data instanceof Float64Array) return 'F64';
  if (data instanceof Float32Array) return 'F32';
  if (data instanceof Int32Array) return 'I32';
  if (data instanceof Int16Array) return 'I16';
  if (data instanceof Int8Array) return 'I8';
  return 'U8';
}

/** Reads little-endian elements. The copy keeps the result aligned and independent of the file's buffer. */
export function decodeElements(dtype: DType, bytes: Uint8Array): TensorData {
  // Not bytes.slice(): of a Node Buffer that is a view.
  const copy = new Uint8Array(bytes).buffer;
  switch (dtype) {
    case 'F64':
      return new Float64Array(copy);
    case 'F32':
      return new Float32Array(copy);
    case 'F16':
      return halvesToFloats(new Uint16Array(copy));
    case 'I32':
      return new Int32Array(copy);
    case 'I16':
      return new Int16Array(copy);
    case 'I8':
      return new Int8Array(copy);
    case 'U8':
      return new Uint8Array(copy);
  }
}

/** The bytes of an array as they stand in a file. Every platform that runs Node is little-endian. */
export function elementBytes(data: TensorData | Uint16Array): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** Throws unless the number of elements is what the shape says. */
export function checkLength(shape: readonly number[], length: number, where: string): void {
  const expected = shape.reduce((product, extent) => product * extent, 1);
  if (expected !== length) {
    throw new InputError(`${where}: shape [${shape.join(', ')}] holds ${expected} elements, not ${length}.`);
  }
}
