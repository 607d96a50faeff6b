import { InputError } from '../../errors';
import {
  checkWhole,
  type Floats,
  type FloatType,
  type ForeignTensor,
  floatBytes,
  readFloats,
} from './float-array';
import { type PickleHandlers, type PickleObject, type PickleValue, readPickle } from './pickle';
import { looksLikeZip, readStoredZip } from './zip';

/** A raw block of elements in the archive; `type` is undefined for integers, which are read by nobody here. */
interface Storage extends PickleObject {
  readonly kind: 'storage';
  readonly type: FloatType | undefined;
  readonly key: string;
}

/** A tensor as the pickle describes it: a strided view of a storage. */
interface View extends PickleObject {
  readonly kind: 'tensor';
  readonly storage: Storage;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
}

const STORAGES: Readonly<Record<string, FloatType | undefined>> = {
  DoubleStorage: 'F64',
  FloatStorage: 'F32',
  HalfStorage: 'F16',
  BFloat16Storage: 'BF16',
  LongStorage: undefined,
  IntStorage: undefined,
  ShortStorage: undefined,
  CharStorage: undefined,
  ByteStorage: undefined,
  BoolStorage: undefined,
};

/**
 * The tensors of a checkpoint written by `torch.save` (PyTorch 1.6 or later), by their path in the saved object:
 * `model.embed.W_E` for the key `embed.W_E` in the dictionary `model`. Lists count from 0.
 *
 * PyTorch is not needed and nothing in the file is executed: the pickle may name the few classes that tensors
 * need and nothing else. Integer and boolean tensors, such as masks, are left out.
 *
 * @throws InputError naming the file and what is wrong or refused.
 */
export function readPth(bytes: Uint8Array, where: string): Map<string, ForeignTensor> {
  if (!looksLikeZip(bytes)) {
    throw new InputError(
      `${where}: not a zip archive. Files of PyTorch before 1.6 have to be saved again: torch.save(torch.load(old), new).`,
    );
  }
  const files = readStoredZip(bytes, where);
  const index = [...files.keys()].find((name) => name === 'data.pkl' || name.endsWith('/data.pkl'));
  const pickle = index === undefined ? undefined : files.get(index);
  if (index === undefined || pickle === undefined) {
    throw new InputError(`${where}: the archive has no data.pkl: it was not written by torch.save.`);
  }
  const root = index.slice(0, -'data.pkl'.length);
  const order = files.get(`${root}byteorder`);
  if (order !== undefined && new TextDecoder().decode(order).trim() === 'big') {
    throw new InputError(`${where}: written on a big-endian machine, which is not supported.`);
  }
  const views = collectViews(readPickle(pickle, handlers(where), where));
  const result = new Map<string, ForeignTensor>();
  for (const [path, view] of views) {
    const { type, key } = view.storage;
    if (type === undefined) continue;
    const content = files.get(`${root}data/${key}`);
    if (content === undefined)
      throw new InputError(`${where}: the archive lacks data/${key}, which "${path}" needs.`);
    result.set(path, gather(view, type, content, `${where}: tensor "${path}"`));
  }
  return result;
}

function handlers(where: string): PickleHandlers {
  const refuse = (what: string) =>
    new InputError(`${where}: the pickle describes ${what} in a form that is not known.`);
  const rebuildTensor = (args: readonly PickleValue[]): View => {
    const [storage, offset, shape, strides] = args;
    if (
      !isStorage(storage) ||
      typeof offset !== 'number' ||
      !isSizes(shape) ||
      !isSizes(strides) ||
      shape.length !== strides.length
    ) {
      throw refuse('a tensor');
    }
    if (!Number.isSafeInteger(offset) || offset < 0) throw refuse('a tensor');
    return { kind: 'tensor', storage, offset, shape, strides };
  };
  const storageTypes = Object.fromEntries(
    Object.keys(STORAGES).map((name) => [`torch.${name}`, 'name only'] as const),
  );
  return {
    allowed: {
      ...storageTypes,
      'collections.OrderedDict': () => new Map(),
      'torch._utils._rebuild_tensor_v2': rebuildTensor,
      'torch._utils._rebuild_parameter': (args) => args[0] ?? null,
      'torch.Size': (args) => args[0] ?? [],
      'torch.device': (args) => args[0] ?? null,
    },
    persistent: (id): Storage => {
      const [tag, type, key] = Array.isArray(id) ? id : [];
      if (
        tag !== 'storage' ||
        typeof key !== 'string' ||
        typeof type !== 'object' ||
        type === null ||
        !('global' in type)
      ) {
        throw refuse('a storage');
      }
      return { kind: 'storage', type: STORAGES[type.global.slice('torch.'.length)], key };
    },
  };
}

/** Every tensor of the saved object by its path. The walk is bounded: a pickle may refer to itself. */
function collectViews(root: PickleValue): Map<string, View> {
  const found = new Map<string, View>();
  const seen = new Set<PickleValue>();
  const waiting: [string, PickleValue][] = [['', root]];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [path, value] = next;
    if (isView(value)) found.set(path, value);
    if (typeof value !== 'object' || value === null || seen.has(value)) continue;
    const under = (key: string | number) => (path === '' ? `${key}` : `${path}.${key}`);
    if (value instanceof Map) {
      seen.add(value);
      for (const [key, part] of value) {
        if (typeof key === 'string' || typeof key === 'number') waiting.push([under(key), part]);
      }
    } else if (Array.isArray(value)) {
      seen.add(value);
      value.forEach((part, i) => {
        if (typeof part === 'object') waiting.push([under(i), part]);
      });
    }
  }
  return found;
}

/** A strided view to be read when it is needed; the last element that it touches must lie in the storage. */
function gather(view: View, type: FloatType, content: Uint8Array, where: string): ForeignTensor {
  const { shape, strides, offset } = view;
  const count = shape.reduce((product, extent) => product * extent, 1);
  const last = shape.reduce((sum, extent, i) => sum + (extent - 1) * (strides[i] ?? 0), offset);
  checkWhole(type, content, where);
  const stored = content.length / floatBytes(type);
  // A stride of 0 repeats elements; a checkpoint does not, and it would let a small file claim much memory.
  if (count > 0 && (last >= stored || count > stored)) {
    throw new InputError(
      `${where} of shape [${shape.join(', ')}] reaches beyond its ${stored} stored elements.`,
    );
  }
  return {
    shape,
    get data() {
      return readView(view, count, type, content, where);
    },
  };
}

function readView(
  { shape, strides, offset }: View,
  count: number,
  type: FloatType,
  content: Uint8Array,
  where: string,
): Floats {
  const size = floatBytes(type);
  let dense = 1;
  const contiguous = [...shape.keys()].reverse().every((axis) => {
    const fits = shape[axis] === 1 || strides[axis] === dense;
    dense *= shape[axis] ?? 1;
    return fits;
  });
  if (contiguous) return readFloats(type, content.subarray(offset * size, (offset + count) * size), where);
  const source = readFloats(type, content, where);
  const data = source instanceof Float64Array ? new Float64Array(count) : new Float32Array(count);
  const index = new Array<number>(shape.length).fill(0);
  let from = offset;
  for (let i = 0; i < count; i++) {
    data[i] = source[from] ?? Number.NaN;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const position = (index[axis] ?? 0) + 1;
      const stride = strides[axis] ?? 0;
      const extent = shape[axis] ?? 1;
      from += stride;
      if (position < extent) {
        index[axis] = position;
        break;
      }
      index[axis] = 0;
      from -= stride * extent;
    }
  }
  return data;
}

function isStorage(value: PickleValue | undefined): value is Storage {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'storage';
}

function isView(value: PickleValue): value is View {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'tensor';
}

function isSizes(value: PickleValue | undefined): value is number[] {
  return (
    Array.isArray(value) && value.every((v) => typeof v === 'number' && Number.isSafeInteger(v) && v >= 0)
  );
}
