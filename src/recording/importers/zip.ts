import { InputError } from '../../errors';

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const ZIP64_LOCATOR = 0x07064b50;
const ZIP64_END = 0x06064b50;
const UNKNOWN = 0xffffffff;
/** More files than any checkpoint of this kind has: a bound on the work that a damaged directory can cause. */
const MOST_FILES = 100_000;

/** Whether bytes begin like a zip archive. */
export function looksLikeZip(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && view(bytes).getUint32(0, true) === LOCAL;
}

/**
 * The files of a zip archive whose entries are stored without compression, as `torch.save` writes them.
 * No byte is copied: each entry is a view of the archive.
 *
 * Throws {@link InputError} naming the entry when one is compressed, encrypted, out of bounds or overlapping.
 */
export function readStoredZip(bytes: Uint8Array, where: string): Map<string, Uint8Array> {
  const data = view(bytes);
  const directory = findDirectory(data, where);
  const files = new Map<string, Uint8Array>();
  let at = directory.offset;
  let total = 0;
  for (let i = 0; i < directory.entries; i++) {
    need(data, at, 46, where, 'its directory');
    if (data.getUint32(at, true) !== CENTRAL)
      throw new InputError(`${where}: the directory of the zip archive is damaged.`);
    const nameLength = data.getUint16(at + 28, true);
    const extraLength = data.getUint16(at + 30, true);
    const commentLength = data.getUint16(at + 32, true);
    need(data, at + 46, nameLength + extraLength, where, 'its directory');
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if ((data.getUint16(at + 8, true) & 1) !== 0) throw new InputError(`${where}: "${name}" is encrypted.`);
    if (data.getUint16(at + 10, true) !== 0) {
      throw new InputError(`${where}: "${name}" is compressed; torch.save stores its files uncompressed.`);
    }
    const sizes = centralSizes(data, at, nameLength, extraLength);
    const content = localContent(bytes, data, sizes, where, name);
    total += content.length;
    // Entries that share bytes would let a small file claim much: refuse before anything is read from them.
    if (total > bytes.length) throw new InputError(`${where}: the entries of the zip archive overlap.`);
    if (files.has(name)) throw new InputError(`${where}: "${name}" is in the zip archive twice.`);
    files.set(name, content);
    at += 46 + nameLength + extraLength + commentLength;
  }
  return files;
}

interface Directory {
  readonly offset: number;
  readonly entries: number;
}

/** Reads the end record, or its 64-bit form when the plain one is full. */
function findDirectory(data: DataView, where: string): Directory {
  const earliest = Math.max(0, data.byteLength - 22 - 0xffff);
  for (let at = data.byteLength - 22; at >= earliest; at--) {
    if (data.getUint32(at, true) !== END) continue;
    const entries = data.getUint16(at + 10, true);
    const offset = data.getUint32(at + 16, true);
    const full = entries === 0xffff || offset === UNKNOWN;
    return checkDirectory(full ? zip64Directory(data, at, where) : { entries, offset }, data, where);
  }
  throw new InputError(`${where}: the zip archive has no directory: the file is truncated.`);
}

function zip64Directory(data: DataView, end: number, where: string): Directory {
  const locator = end - 20;
  if (locator < 0 || data.getUint32(locator, true) !== ZIP64_LOCATOR) {
    throw new InputError(`${where}: the directory of the zip archive is damaged.`);
  }
  const record = Number(data.getBigUint64(locator + 8, true));
  need(data, record, 56, where, 'its directory');
  if (data.getUint32(record, true) !== ZIP64_END)
    throw new InputError(`${where}: the directory of the zip archive is damaged.`);
  return {
    entries: Number(data.getBigUint64(record + 32, true)),
    offset: Number(data.getBigUint64(record + 48, true)),
  };
}

function checkDirectory(directory: Directory, data: DataView, where: string): Directory {
  if (directory.entries > MOST_FILES || directory.offset > data.byteLength) {
    throw new InputError(`${where}: the directory of the zip archive is damaged.`);
  }
  return directory;
}

interface Sizes {
  readonly compressed: number;
  readonly plain: number;
  readonly local: number;
}

/** Sizes and place of an entry; where they do not fit 32 bits they stand in the extra field 1, in this order. */
function centralSizes(data: DataView, at: number, nameLength: number, extraLength: number): Sizes {
  let compressed = data.getUint32(at + 20, true);
  let plain = data.getUint32(at + 24, true);
  let local = data.getUint32(at + 42, true);
  const end = at + 46 + nameLength + extraLength;
  for (let extra = at + 46 + nameLength; extra + 4 <= end; extra += 4 + data.getUint16(extra + 2, true)) {
    if (data.getUint16(extra, true) !== 1) continue;
    let field = extra + 4;
    const last = Math.min(end, field + data.getUint16(extra + 2, true));
    const next = (value: number) => {
      if (value !== UNKNOWN || field + 8 > last) return value;
      field += 8;
      return Number(data.getBigUint64(field - 8, true));
    };
    plain = next(plain);
    compressed = next(compressed);
    local = next(local);
  }
  return { compressed, plain, local };
}

function localContent(
  bytes: Uint8Array,
  data: DataView,
  sizes: Sizes,
  where: string,
  name: string,
): Uint8Array {
  const { local, compressed, plain } = sizes;
  need(data, local, 30, where, `"${name}"`);
  if (data.getUint32(local, true) !== LOCAL || compressed !== plain) {
    throw new InputError(`${where}: the entry "${name}" of the zip archive is damaged.`);
  }
  const start = local + 30 + data.getUint16(local + 26, true) + data.getUint16(local + 28, true);
  need(data, start, plain, where, `"${name}"`);
  return bytes.subarray(start, start + plain);
}

function need(data: DataView, at: number, count: number, where: string, what: string): void {
  if (!(at >= 0 && at + count <= data.byteLength)) {
    throw new InputError(`${where}: ${what} ends beyond the file: it is truncated or damaged.`);
  }
}

function view(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
