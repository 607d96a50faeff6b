import { InputError } from '../errors';
import { bytesPerElement, decodeElements, elementBytes, isDType } from './dtype';
import { floatToHalf } from './half';
import type { Tensor } from './tensor';

/** The header of a real file is a few kilobytes; the format's own limit is 100 MB. */
const MAX_HEADER_BYTES = 100_000_000;

/** The bytes of a tensor in its stored type. */
function storedBytes({ dtype, data }: Tensor): Uint8Array {
  return elementBytes(dtype === 'F16' ? Uint16Array.from(data, floatToHalf) : data);
}

/**
 * Writes tensors as one safetensors file: eight bytes of header length, a JSON header, the data.
 * The header is padded with spaces so that the data begins at a multiple of eight.
 *
 * @see https://github.com/huggingface/safetensors#format
 */
export function encodeSafetensors(
  tensors: Readonly<Record<string, Tensor>>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  const blocks: Uint8Array[] = [];
  let offset = 0;
  for (const [name, source] of Object.entries(tensors)) {
    const bytes = storedBytes(source);
    header[name] = {
      dtype: source.dtype,
      shape: source.shape,
      data_offsets: [offset, offset + bytes.length],
    };
    offset += bytes.length;
    blocks.push(bytes);
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerLength = Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(8 + headerLength + offset);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength), true);
  file.fill(0x20, 8, 8 + headerLength);
  file.set(json, 8);
  let at = 8 + headerLength;
  for (const block of blocks) {
    file.set(block, at);
    at += block.length;
  }
  return file;
}

/** Where one tensor lies in a file. */
interface Placement {
  readonly name: string;
  readonly tensor: Pick<Tensor, 'dtype' | 'shape'>;
  readonly begin: number;
  readonly end: number;
}

/**
 * Reads a safetensors file that may come from a stranger: every size, type and offset is checked
 * before a single element is read.
 *
 * @param where - What to call the file in an error.
 * @throws InputError that names the file, the tensor and what does not fit.
 */
export function decodeSafetensors(bytes: Uint8Array, where: string): Map<string, Tensor> {
  const { placements, dataStart } = readHeader(bytes, where);
  const dataLength = bytes.length - dataStart;
  const result = new Map<string, Tensor>();
  let reached = 0;
  for (const { name, tensor, begin, end } of [...placements].sort(
    (a, b) => a.begin - b.begin || a.end - b.end,
  )) {
    if (begin !== reached) {
      const what = begin < reached ? 'overlaps the tensor before it' : 'leaves a gap before it';
      throw new InputError(`${where}: tensor "${name}" ${what} (byte ${begin}, expected ${reached}).`);
    }
    if (end > dataLength) {
      throw new InputError(
        `${where}: tensor "${name}" ends at byte ${end} of the data, but the file holds ${dataLength}: it is truncated.`,
      );
    }
    reached = end;
    result.set(name, {
      ...tensor,
      data: decodeElements(tensor.dtype, bytes.subarray(dataStart + begin, dataStart + end)),
    });
  }
  if (reached !== dataLength) {
    throw new InputError(`${where}: ${dataLength - reached} bytes at the end belong to no tensor.`);
  }
  return result;
}

function readHeader(bytes: Uint8Array, where: string): { placements: Placement[]; dataStart: number } {
  if (bytes.length < 8)
    throw new InputError(`${where}: ${bytes.length} bytes are too few for a safetensors file.`);
  const length = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0, true);
  if (length > BigInt(MAX_HEADER_BYTES) || length > BigInt(bytes.length - 8)) {
    throw new InputError(
      `${where}: its header claims ${length} bytes, the file has ${bytes.length}: truncated, or no safetensors file.`,
    );
  }
  const dataStart = 8 + Number(length);
  const header = parseJson(new TextDecoder().decode(bytes.subarray(8, dataStart)), where);
  const placements: Placement[] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name !== '__metadata__') placements.push(readPlacement(name, entry, where));
  }
  return { placements, dataStart };
}

function parseJson(text: string, where: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Falls through to the one error below: a header that is no JSON and one that is no object are the same fault.
  }
  throw new InputError(`${where}: its header is not a JSON object: no safetensors file, or damaged.`);
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

function readPlacement(name: string, entry: unknown, where: string): Placement {
  const fault = (what: string) => new InputError(`${where}: tensor "${name}" ${what}.`);
  if (typeof entry !== 'object' || entry === null) throw fault('has no description');
  const dtype = 'dtype' in entry ? entry.dtype : undefined;
  const shape: unknown = 'shape' in entry ? entry.shape : undefined;
  const offsets: unknown = 'data_offsets' in entry ? entry.data_offsets : undefined;
  if (!isDType(dtype)) throw fault(`has the element type ${JSON.stringify(dtype)}, which is not supported`);
  if (!Array.isArray(shape) || !shape.every(isCount)) throw fault('has a shape that is not a list of sizes');
  if (!Array.isArray(offsets) || offsets.length !== 2) throw fault('has no pair of data offsets');
  const [begin, end]: unknown[] = offsets;
  if (!isCount(begin) || !isCount(end) || end < begin) throw fault('has data offsets that are no range');
  const expected = shape.reduce((product, extent) => product * extent, bytesPerElement[dtype]);
  if (expected !== end - begin) {
    throw fault(
      `of shape [${shape.join(', ')}] ${dtype} needs ${expected} bytes, its offsets give ${end - begin}`,
    );
  }
  return { name, tensor: { dtype, shape }, begin, end };
}
