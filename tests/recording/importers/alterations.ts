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

/** A small linear congruential generator: the same alterations on every machine. */
function* alterations(file: Uint8Array, count: number, seed: number): Generator<Uint8Array> {
  let state = seed;
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  for (let i = 0; i < count; i++) {
    const altered = file.slice(0, next(8) === 0 ? next(file.length) : file.length);
    for (let edits = next(4); edits >= 0 && altered.length > 0; edits--) {
      altered[next(altered.length)] = next(256);
    }
    yield altered;
  }
}

/**
 * Reads altered copies of a file. Each must give tensors whose sizes agree and fit the file, or an error of ours.
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
        // Two bytes an element at least in the file, eight in memory.
        if (data.length !== expected || data.byteLength > 4 * altered.length) {
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
