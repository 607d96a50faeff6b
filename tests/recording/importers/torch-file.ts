/**
 * Writes what `torch.save` writes, for tests: a stored zip with a pickle of protocol 2 and raw storages.
 * The pickle is put together opcode by opcode from PyTorch's documented format.
 */

/** A tensor to save: elements of a whole storage, seen through a shape and strides. */
export interface TorchTensor {
  readonly data: Float32Array;
  readonly shape: readonly number[];
  readonly strides?: readonly number[];
  readonly offset?: number;
}

const text = (value: string) => new TextEncoder().encode(value);
const u16 = (value: number) => [value & 255, (value >> 8) & 255];
const u32 = (value: number) => [...u16(value & 0xffff), ...u16(value >>> 16)];

/** BINUNICODE. */
const unicode = (value: string) => [0x58, ...u32(text(value).length), ...text(value)];
/** GLOBAL. */
export const global = (module: string, name: string) => [0x63, ...text(`${module}\n${name}\n`)];
const int = (value: number) => [0x4a, ...u32(value)];
const tuple = (values: readonly number[]) => [0x28, ...values.flatMap(int), 0x74];

function tensorOpcodes(key: number, { data, shape, strides, offset = 0 }: TorchTensor): number[] {
  const dense = shape.map((_, axis) => shape.slice(axis + 1).reduce((a, b) => a * b, 1));
  return [
    ...global('torch._utils', '_rebuild_tensor_v2'),
    0x28,
    ...[
      0x28,
      ...unicode('storage'),
      ...global('torch', 'FloatStorage'),
      ...unicode(String(key)),
      ...unicode('cpu'),
    ],
    ...[...int(data.length), 0x74, 0x51],
    ...int(offset),
    ...tuple(shape),
    ...tuple(strides ?? dense),
    0x89,
    ...[...global('collections', 'OrderedDict'), 0x29, 0x52],
    0x74,
    0x52,
  ];
}

/** A pickle of an OrderedDict from names to tensors. `shared` puts all of them into the first storage. */
export function statePickle(tensors: Readonly<Record<string, TorchTensor>>, shared = false): Uint8Array {
  const items = Object.entries(tensors).flatMap(([name, tensor], i) => [
    ...unicode(name),
    ...tensorOpcodes(shared ? 0 : i, tensor),
  ]);
  return Uint8Array.from([
    0x80,
    2,
    ...global('collections', 'OrderedDict'),
    0x29,
    0x52,
    0x28,
    ...items,
    0x75,
    0x2e,
  ]);
}

/** A zip of stored entries. Checksums are left at zero: readers of tensors check sizes, not these. */
export function storedZip(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const bytes: number[] = [];
  const directory: number[] = [];
  for (const [name, content] of Object.entries(files)) {
    const at = bytes.length;
    const sizes = [...u32(0), ...u32(content.length), ...u32(content.length), ...u16(text(name).length)];
    bytes.push(
      ...u32(0x04034b50),
      ...u16(20),
      ...u16(0),
      ...u16(0),
      ...u32(0),
      ...sizes,
      ...u16(0),
      ...text(name),
    );
    for (const byte of content) bytes.push(byte);
    directory.push(...u32(0x02014b50), ...u16(20), ...u16(20), ...u16(0), ...u16(0), ...u32(0), ...sizes);
    directory.push(...u16(0), ...u16(0), ...u16(0), ...u16(0), ...u32(0), ...u32(at), ...text(name));
  }
  const count = Object.keys(files).length;
  const end = [...u32(0x06054b50), ...u16(0), ...u16(0), ...u16(count), ...u16(count)];
  return Uint8Array.from([
    ...bytes,
    ...directory,
    ...end,
    ...u32(directory.length),
    ...u32(bytes.length),
    ...u16(0),
  ]);
}

/** A whole `.pth` file of named tensors; or of other names for views of the storage of the first one. */
export function torchFile(
  tensors: Readonly<Record<string, TorchTensor>>,
  views?: Readonly<Record<string, TorchTensor>>,
): Uint8Array {
  const storages = Object.values(tensors).map(
    ({ data }, i) =>
      [`archive/data/${i}`, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)] as const,
  );
  return storedZip({
    'archive/data.pkl': views === undefined ? statePickle(tensors) : statePickle(views, true),
    ...Object.fromEntries(storages),
    'archive/version': text('3\n'),
  });
}
