import { InputError } from '../../../src/errors';
import type { ForeignTensor } from '../../../src/recording/importers/float-array';
import { readForeignSafetensors } from '../../../src/recording/importers/foreign-safetensors';
import { readPth } from '../../../src/recording/importers/pth';
import { encodeSafetensors } from '../../../src/recording/safetensors';
import { tensor } from '../../../src/recording/tensor';
import { torchFile } from './torch-file';

const six = Float32Array.of(1, 2, 3, 4, 5, 6);
const turned = { data: six, shape: [3, 2], strides: [1, 3] };

/** A reader of weight files with a small file that it reads. */
export const READERS = [
  ['.pth', torchFile({ 'embed.W_E': { data: six, shape: [2, 3] }, b: turned }), readPth],
  [
    'safetensors',
    encodeSafetensors({ a: tensor(six, [2, 3]), b: tensor(six, [6], 'F16') }),
    readForeignSafetensors,
  ],
] as const;

/** Numbers that lengths, counts and offsets are altered to: the edges of what four bytes can say. */
const EDGES = [0, 1, 0x7fffffff, 0x80000000, 0xffffffff];

/**
 * Copies of a file with single bytes changed, cut short, with a stretch left out or repeated, or with four bytes set to
 * an edge. A small linear congruential generator makes the same ones on every machine.
 */
function* alterations(file: Uint8Array, count: number, seed: number): Generator<Uint8Array> {
  let state = seed;
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let i = 0; i < count; i++) {
    const [from, length] = [next(file.length), 1 + next(40)];
    let altered = file.slice();
    switch (next(8)) {
      case 0:
        altered = file.slice(0, from);
        break;
      case 1:
        altered = Uint8Array.of(...file.subarray(0, from), ...file.subarray(from + length));
        break;
      case 2:
        altered = Uint8Array.of(...file.subarray(0, from + length), ...file.subarray(from));
        break;
      case 3:
        if (from + 4 <= file.length)
          new DataView(altered.buffer).setUint32(from, EDGES[next(EDGES.length)] ?? 0, true);
        break;
    }
    for (let edits = next(4); edits > 0 && altered.length > 0; edits--) {
      altered[next(altered.length)] = next(256);
    }
    yield altered;
  }
}

/**
 * Reads altered copies of a file. Each must give tensors whose sizes agree and take at most
 * twice the file, or an error of ours.
 *
 * @returns how many were refused. Throws whatever else a reader throws.
 */
export function readAltered(
  file: Uint8Array,
  read: (bytes: Uint8Array, where: string) => ReadonlyMap<string, ForeignTensor>,
  count: number,
  seed: number,
): number {
  let refused = 0;
  for (const altered of alterations(file, count, seed)) {
    try {
      for (const [name, { shape, data }] of read(altered, 'f')) {
        const expected = shape.reduce((product, extent) => product * extent, 1);
        if (data.length !== expected || data.byteLength > 2 * altered.length) {
          throw new Error(
            `"${name}" of shape [${shape}] has ${data.length} values in a file of ${altered.length} bytes`,
          );
        }
      }
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      refused++;
    }
  }
  return refused;
}
