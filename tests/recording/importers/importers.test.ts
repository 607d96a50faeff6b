import { describe, expect, it } from 'vitest';
import { readForeignSafetensors } from '../../../src/recording/importers/foreign-safetensors';
import { readPth } from '../../../src/recording/importers/pth';
import { encodeSafetensors } from '../../../src/recording/safetensors';
import { tensor } from '../../../src/recording/tensor';
import { READERS, readAltered } from './alterations';
import { global, statePickle, storedZip, torchFile } from './torch-file';

const six = Float32Array.of(1, 2, 3, 4, 5, 6);

describe('a .pth file', () => {
  it('gives its tensors by name, with strides and offsets followed', () => {
    const found = readPth(
      torchFile({
        plain: { data: six, shape: [2, 3] },
        turned: { data: six, shape: [3, 2], strides: [1, 3] },
        tail: { data: six, shape: [2], strides: [2], offset: 3 },
        number: { data: six, shape: [], offset: 4 },
      }),
      'file.pth',
    );
    expect(Array.from(found.get('plain')?.data ?? [])).toEqual([1, 2, 3, 4, 5, 6]);
    expect(found.get('turned')).toEqual({ shape: [3, 2], data: Float32Array.of(1, 4, 2, 5, 3, 6) });
    expect(found.get('tail')?.data).toEqual(Float32Array.of(4, 6));
    expect(found.get('number')?.data).toEqual(Float32Array.of(5));
  });

  it('that wants to run something is refused by name, and nothing of it runs', () => {
    const evil = Uint8Array.from([
      0x80,
      2,
      ...global('posix', 'system'),
      0x58,
      4,
      0,
      0,
      0,
      104,
      97,
      104,
      97,
      0x85,
      0x52,
      0x2e,
    ]);
    const file = storedZip({ 'archive/data.pkl': evil });
    expect(() => readPth(file, 'evil.pth')).toThrow(/evil\.pth: the pickle wants the object "posix\.system"/);
    for (const name of [
      'builtins.eval',
      'torch.load',
      '__builtin__.exec',
      'constructor.constructor',
      '__proto__.x',
    ]) {
      const [module = '', member = ''] = name.split('.');
      const other = storedZip({
        'archive/data.pkl': Uint8Array.from([0x80, 2, ...global(module, member), 0x29, 0x52, 0x2e]),
      });
      expect(() => readPth(other, 'evil.pth')).toThrow(new RegExp(name.replace('.', '\\.')));
    }
  });

  it('whose tensor reaches beyond its storage, or repeats it to fill memory, is an error with the name', () => {
    expect(() => readPth(torchFile({ w: { data: six, shape: [7] } }), 'f.pth')).toThrow(
      /"w" of shape \[7\] reaches beyond/,
    );
    expect(() =>
      readPth(torchFile({ w: { data: six, shape: [1e6, 1e3], strides: [0, 0] } }), 'f.pth'),
    ).toThrow(/"w"/);
  });

  it('that would fill memory with empty objects, or whose views repeat one storage, costs no memory', () => {
    const brackets = new Uint8Array(3_000_000).fill(0x5d);
    brackets.set([0x80, 2]);
    expect(() => readPth(storedZip({ 'a/data.pkl': brackets }), 'f.pth')).toThrow(/more than 250000 objects/);
    const large = new Float32Array(100_000);
    const storage = { data: large, shape: [large.length] };
    const names = Array.from({ length: 300 }, (_, i) => [`w${i}`, storage] as const);
    // Each view is read when it is asked for: three hundred of them do not hold three hundred times the file.
    const file = torchFile({ w0: storage }, Object.fromEntries(names));
    const before = process.memoryUsage().arrayBuffers;
    const found = readPth(file, 'f.pth');
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 * file.length);
    expect(found.size).toBe(300);
    expect(found.get('w299')?.data).toHaveLength(large.length);
  });

  it('without its storage, without its pickle, or from before PyTorch 1.6 says so', () => {
    expect(() =>
      readPth(storedZip({ 'a/data.pkl': statePickle({ w: { data: six, shape: [6] } }) }), 'f.pth'),
    ).toThrow(/lacks data\/0, which "w" needs/);
    expect(() => readPth(storedZip({ 'a/other': new Uint8Array(3) }), 'f.pth')).toThrow(/no data\.pkl/);
    expect(() => readPth(Uint8Array.of(0x80, 2, 0x8a, 0x0a), 'f.pth')).toThrow(/PyTorch before 1\.6/);
  });
});

describe("anybody's safetensors file", () => {
  it('gives its floating-point tensors and leaves masks out', () => {
    const file = encodeSafetensors({
      half: tensor(Float32Array.of(0.5, -2), [2], 'F16'),
      mask: tensor(Uint8Array.of(1, 0, 1), [3]),
      wide: tensor(Float64Array.of(1 / 3), [1]),
    });
    const found = readForeignSafetensors(file, 'f');
    expect([...found.keys()]).toEqual(['half', 'wide']);
    expect(found.get('half')?.data).toEqual(Float32Array.of(0.5, -2));
    expect(found.get('wide')?.data).toEqual(Float64Array.of(1 / 3));
  });

  it('is refused when offsets overlap, when it is cut, and when its header claims a gigabyte', () => {
    const file = encodeSafetensors({ a: tensor(six, [6]), b: tensor(six, [6]) });
    expect(() => readForeignSafetensors(file.slice(0, -4), 'f')).toThrow(/truncated/);
    const overlapping = new TextDecoder('latin1').decode(file).replace('[24,48]', '[20,44]');
    expect(() =>
      readForeignSafetensors(
        Uint8Array.from(overlapping, (c) => c.charCodeAt(0)),
        'f',
      ),
    ).toThrow(/"b" overlaps/);
    const huge = file.slice();
    new DataView(huge.buffer).setBigUint64(0, 1n << 30n, true);
    expect(() => readForeignSafetensors(huge, 'f')).toThrow(/header claims 1073741824 bytes/);
    const brackets = new Uint8Array(3_000_000).fill('['.charCodeAt(0));
    new DataView(brackets.buffer).setBigUint64(0, BigInt(brackets.length - 8), true);
    expect(() => readForeignSafetensors(brackets, 'f')).toThrow(/header claims 2999992 bytes/);
  });
});

describe('altered files', () => {
  it.each(READERS)('of %s are read or refused with an error of ours, 5 000 times', (_, file, read) => {
    expect(readAltered(file, read, 5_000, 1)).toBeGreaterThan(1_000);
  });
});
