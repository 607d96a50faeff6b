import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors';
import type { TensorData } from '../../src/recording/dtype';
import { decodeSafetensors, encodeSafetensors } from '../../src/recording/safetensors';
import { tensor } from '../../src/recording/tensor';

/** A file with an arbitrary header, as a stranger might hand us one. */
function forged(header: unknown, dataBytes: number): Uint8Array {
  const json = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + json.length + dataBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, 8);
  return file;
}

const entry = (begin: number, end: number, shape = [(end - begin) / 4]) => ({
  dtype: 'F32',
  shape,
  data_offsets: [begin, end],
});

describe('safetensors files', () => {
  it('give back every element type bit for bit', () => {
    const arrays: Record<string, TensorData> = {
      f64: Float64Array.of(Math.PI, -0, 1e-300),
      f32: Float32Array.of(1.5, -2.25, 3e-38),
      i32: Int32Array.of(-(2 ** 31), 2 ** 31 - 1),
      i16: Int16Array.of(-32768, 32767),
      i8: Int8Array.of(-128, 127, 1),
      u8: Uint8Array.of(0, 255),
    };
    const file = encodeSafetensors(
      Object.fromEntries(Object.entries(arrays).map(([name, data]) => [name, tensor(data, [data.length])])),
    );
    const read = decodeSafetensors(file, 'test');
    for (const [name, data] of Object.entries(arrays)) expect(read.get(name)?.data).toEqual(data);
  });

  it('widen half floats to the values that half floats can hold', () => {
    const file = encodeSafetensors({ a: tensor(Float32Array.of(0.1, 1, -65504), [3], 'F16') });
    expect(decodeSafetensors(file, 'test').get('a')).toEqual({
      dtype: 'F16',
      shape: [3],
      data: Float32Array.of(0.0999755859375, 1, -65504),
    });
  });

  it('begin their data at a multiple of eight bytes, as the stock library does', () => {
    const file = encodeSafetensors({ name: tensor(Float32Array.of(1), [1]) });
    const headerLength = Number(new DataView(file.buffer).getBigUint64(0, true));
    expect(headerLength % 8).toBe(0);
  });

  it('hold a scalar and an empty tensor', () => {
    const file = encodeSafetensors({
      s: tensor(Float32Array.of(7), []),
      e: tensor(new Float32Array(0), [0, 3]),
    });
    const read = decodeSafetensors(file, 'test');
    expect(read.get('s')?.shape).toEqual([]);
    expect(read.get('e')?.shape).toEqual([0, 3]);
  });

  it.each([
    ['an empty file', new Uint8Array(0), /too few/],
    ['a header longer than the file', forged('{}', 0).fill(0xff, 0, 4), /truncated, or no safetensors/],
    ['a header that is no JSON', forged('{"a":', 0), /not a JSON object/],
    ['a header that is a list', forged([], 0), /not a JSON object/],
    ['an unknown element type', forged({ a: { ...entry(0, 4), dtype: 'Q4' } }, 4), /element type "Q4"/],
    ['a shape with a negative size', forged({ a: { ...entry(0, 4), shape: [-1] } }, 4), /shape/],
    ['a shape that needs other bytes than it has', forged({ a: entry(0, 4, [2]) }, 4), /needs 8 bytes/],
    ['overlapping tensors', forged({ a: entry(0, 8), b: entry(4, 12) }, 12), /"b" overlaps/],
    ['a gap between tensors', forged({ a: entry(0, 4), b: entry(8, 12) }, 12), /"b" leaves a gap/],
    ['data that end too early', forged({ a: entry(0, 8) }, 4), /truncated/],
    ['data that belong to nobody', forged({ a: entry(0, 4) }, 12), /belong to no tensor/],
  ])('refuse %s', (_, file, message) => {
    expect(() => decodeSafetensors(file, 'some file')).toThrow(InputError);
    expect(() => decodeSafetensors(file, 'some file')).toThrow(message);
    expect(() => decodeSafetensors(file, 'some file')).toThrow(/^some file/);
  });

  it('never crash on altered bytes: each is read or refused', () => {
    const whole = encodeSafetensors({
      a: tensor(Float32Array.of(1, 2, 3), [3]),
      b: tensor(Int32Array.of(4, 5), [1, 2]),
    });
    let state = 1;
    const random = (n: number) => {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      return (state >>> 8) % n;
    };
    let refused = 0;
    for (let i = 0; i < 5000; i++) {
      const bytes = whole.slice(0, random(4) === 0 ? random(whole.length) : whole.length);
      for (let j = random(4); j >= 0 && bytes.length > 0; j--) bytes[random(bytes.length)] = random(256);
      try {
        decodeSafetensors(bytes, 'altered');
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        refused++;
      }
    }
    expect(refused).toBeGreaterThan(1000);
  });
});
