import { InputError } from '../../errors';
import { FLOAT_TYPES, type FloatType, type ForeignTensor, floatBytes, readFloats } from './float-array';

/**
 * The format allows 100 MB; a network of this kind has a few kilobytes, a history of its training some hundreds. The
 * bound keeps a header that is nothing but brackets from becoming a hundred times its size in memory.
 */
const MAX_HEADER_BYTES = 2_000_000;

interface Entry {
  readonly name: string;
  readonly type: FloatType | undefined;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

/**
 * The floating-point tensors of anybody's safetensors file; integer and boolean ones, such as masks, are left out.
 * Our own recordings are read by `decodeSafetensors`, which knows exactly what to expect; here types are open.
 *
 * @throws InputError naming the file, the tensor, and what does not fit.
 */
export function readForeignSafetensors(bytes: Uint8Array, where: string): Map<string, ForeignTensor> {
  const { header, dataStart } = readHeader(bytes, where);
  const entries = Object.entries(header)
    .filter(([name]) => name !== '__metadata__')
    .map(([name, value]) => readEntry(name, value, where))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  const available = bytes.length - dataStart;
  let reached = 0;
  for (const { name, begin, end } of entries) {
    if (begin !== reached) {
      const what = begin < reached ? 'overlaps the tensor before it' : 'leaves a gap before it';
      throw new InputError(`${where}: tensor "${name}" ${what} (byte ${begin}, expected ${reached}).`);
    }
    if (end > available) {
      throw new InputError(
        `${where}: tensor "${name}" ends at byte ${end} of ${available}: the file is truncated.`,
      );
    }
    reached = end;
  }
  if (reached !== available)
    throw new InputError(`${where}: ${available - reached} bytes at the end belong to no tensor.`);
  return new Map(
    entries.flatMap(({ name, type, shape, begin, end }) => {
      if (type === undefined) return [];
      const content = bytes.subarray(dataStart + begin, dataStart + end);
      const lazy = {
        shape,
        get data() {
          return readFloats(type, content, `${where}: tensor "${name}"`);
        },
      };
      return [[name, lazy] as const];
    }),
  );
}

function readHeader(bytes: Uint8Array, where: string): { header: object; dataStart: number } {
  const size =
    bytes.length < 8 ? undefined : new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  if (size === undefined || size > BigInt(MAX_HEADER_BYTES) || size > BigInt(bytes.length - 8)) {
    throw new InputError(
      `${where}: ${size === undefined ? 'too short' : `its header claims ${size} bytes of ${bytes.length}`}: truncated, or no safetensors file.`,
    );
  }
  const dataStart = 8 + Number(size);
  try {
    const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(8, dataStart)));
    if (typeof header === 'object' && header !== null && !Array.isArray(header)) return { header, dataStart };
  } catch {
    // A header that is no JSON and one that is no object are the same fault.
  }
  throw new InputError(`${where}: its header is not a JSON object: no safetensors file, or damaged.`);
}

function readEntry(name: string, value: unknown, where: string): Entry {
  const fault = (what: string) => new InputError(`${where}: tensor "${name}" ${what}.`);
  if (typeof value !== 'object' || value === null) throw fault('has no description');
  const shape: unknown = 'shape' in value ? value.shape : undefined;
  const offsets: unknown = 'data_offsets' in value ? value.data_offsets : undefined;
  const dtype: unknown = 'dtype' in value ? value.dtype : undefined;
  if (!isSizes(shape)) throw fault('has a shape that is not a list of sizes');
  if (!isSizes(offsets) || offsets.length !== 2) throw fault('has no pair of data offsets');
  const [begin = 0, end = 0] = offsets;
  if (end < begin) throw fault('has data offsets that are no range');
  const type = FLOAT_TYPES.find((known) => known === dtype);
  const expected = type && shape.reduce((product, extent) => product * extent, floatBytes(type));
  if (expected !== undefined && expected !== end - begin) {
    throw fault(
      `of shape [${shape.join(', ')}] ${type} needs ${expected} bytes, its offsets give ${end - begin}`,
    );
  }
  return { name, type, shape, begin, end };
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((v) => Number.isSafeInteger(v) && v >= 0);
}
