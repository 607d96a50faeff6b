import { describe, expect, it } from 'vitest';
import { BitReader, BitWriter } from '../../src/render/encode/h264/bits';
import { annexB, nalUnit, nalUnits, payloadOf } from '../../src/render/encode/h264/nal';
import { parameterSets, pictureSyntax } from '../../src/render/encode/h264/parameter-sets';
import { repeatedPictures } from '../../src/render/encode/h264/repeated-picture';

/** The words of a stream: numbers with so many bits, and those of a length that follows from the number. */
type Word = readonly [kind: 'u' | 'ue' | 'se', value: number, bits?: number];

function written(words: readonly Word[]): Uint8Array {
  const writer = new BitWriter();
  for (const [kind, value, bits = 1] of words) {
    if (kind === 'u') writer.bits(value, bits);
    else if (kind === 'ue') writer.unsigned(value);
    else writer.signed(value);
  }
  writer.bit(1);
  return writer.finish();
}

/** A key frame's parameter sets, as x264 writes them for 32×16 pixels. */
function sets({ cabac = 1, wholeFrames = 1, groups = 0 } = {}): Uint8Array {
  const sequence = written([
    ...([
      ['u', 100, 8],
      ['u', 0, 8],
      ['u', 40, 8],
      ['ue', 0],
    ] as const),
    // 4:2:0, eight bits, no matrices; frames counted to 16, order to 64; four references.
    ...([
      ['ue', 1],
      ['ue', 0],
      ['ue', 0],
      ['u', 0],
      ['u', 0],
      ['ue', 0],
      ['ue', 0],
      ['ue', 2],
    ] as const),
    ...([
      ['ue', 4],
      ['u', 0],
      ['ue', 1],
      ['ue', 0],
      ['u', wholeFrames],
    ] as const),
  ]);
  const picture = written([
    ...([
      ['ue', 0],
      ['ue', 0],
      ['u', cabac],
      ['u', 0],
      ['ue', groups],
      ['ue', 2],
      ['ue', 0],
    ] as const),
    ...([
      ['u', 1],
      ['u', 2, 2],
      ['se', -16],
      ['se', 0],
      ['se', -2],
      ['u', 1],
      ['u', 0],
      ['u', 0],
    ] as const),
  ]);
  return annexB([nalUnit(7, 3, sequence), nalUnit(8, 3, picture), Uint8Array.of(0x65, 0x88)]);
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('an H.264 stream', () => {
  it('says small numbers in few bits', () => {
    const numbers = [0, 1, 2, 3, 7, 8, 254, 8160];
    const signed = [0, 1, -1, 2, -2, 41, -26];
    const reader = new BitReader(
      written([
        ...numbers.map((value) => ['ue', value] as const),
        ...signed.map((value) => ['se', value] as const),
      ]),
    );
    expect(numbers.map(() => reader.unsigned())).toEqual(numbers);
    expect(signed.map(() => reader.signed())).toEqual(signed);
    expect(written([['ue', 3]])).toEqual(Uint8Array.of(0b00100_1_00));
  });

  it('holds no start code but before its units', () => {
    const content = Uint8Array.of(0, 0, 0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0, 4);
    const unit = nalUnit(1, 2, content);
    expect(hex(unit)).toBe('4100000300000300010000030200000303000004');
    expect(payloadOf(unit)).toEqual(content);
    expect(nalUnits(annexB([unit, Uint8Array.of(9, 0xf0)])).map(hex)).toEqual([hex(unit), '09f0']);
  });

  it('tells by its parameter sets how a picture begins', () => {
    expect(pictureSyntax(sets())).toEqual({
      ...{ macroblocks: 2, frameNumberBits: 4, orderBits: 6, pictureSet: 0, quantizer: 10 },
      ...{ cabac: true, fieldOrder: false, weighted: true, deblocking: true },
    });
    expect(nalUnits(sets())).toHaveLength(3);
    expect(parameterSets(sets())).not.toContain(0x65);
  });

  it('is left alone if it is of a kind that is not known', () => {
    expect(pictureSyntax(sets({ wholeFrames: 0 }))).toBeUndefined();
    expect(pictureSyntax(sets({ groups: 1 }))).toBeUndefined();
    expect(pictureSyntax(annexB([Uint8Array.of(0x65, 0x88)]))).toBeUndefined();
  });

  it('repeats a picture by one that skips every block, numbered in turn', () => {
    const syntax = pictureSyntax(sets({ cabac: 0 }));
    if (syntax === undefined) throw new Error('unknown');
    const picture = repeatedPictures(syntax);
    const [delimiter, slice] = nalUnits(picture(17));
    expect(delimiter && hex(delimiter)).toBe('09f0');
    const bits = new BitReader(payloadOf(slice ?? new Uint8Array(0)));
    // From block 0, predicted, set 0, frame 17 mod 16, order 34 mod 64.
    expect([bits.unsigned(), bits.unsigned(), bits.unsigned()]).toEqual([0, 5, 0]);
    expect([bits.bits(4), bits.bits(6)]).toEqual([1, 34]);
    // One reference of the usual order, no weights, the usual marking, quantizer 51, no smoothing.
    expect([bits.flag(), bits.unsigned(), bits.flag()]).toEqual([true, 0, false]);
    expect([bits.unsigned(), bits.unsigned(), bits.bits(2), bits.flag()]).toEqual([0, 0, 0, false]);
    expect([bits.signed(), bits.unsigned()]).toEqual([41, 1]);
    // Two blocks are skipped, and that is all.
    expect([bits.unsigned(), bits.flag()]).toEqual([2, true]);
  });
});
