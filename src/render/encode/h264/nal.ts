/**
 * Units of an H.264 stream, as its annex B puts them one after the other: a start code before each, and a 3 wherever a
 * start code would stand inside of one.
 */

/** Kinds of units (Rec. ITU-T H.264, table 7-1). */
export const NAL = { slice: 1, keySlice: 5, sequenceSet: 7, pictureSet: 8, delimiter: 9 } as const;

/** A unit's kind. */
export const nalType = (unit: Uint8Array): number => (unit[0] ?? 0) & 31;

/** Takes a picture's units apart; each is a view, without its start code. */
export function nalUnits(stream: Uint8Array): Uint8Array[] {
  const starts: number[] = [];
  for (let i = 0; i + 2 < stream.length; i++) {
    if (stream[i] === 0 && stream[i + 1] === 0 && stream[i + 2] === 1) starts.push(i + 3);
  }
  return starts.map((start, n) => {
    let end = n + 1 < starts.length ? (starts[n + 1] ?? 0) - 3 : stream.length;
    // Zeros before the next start code belong to it.
    while (end > start && stream[end - 1] === 0) end--;
    return stream.subarray(start, end);
  });
}

/** A unit's content: without its head, and without the threes that keep start codes out. */
export function payloadOf(unit: Uint8Array): Uint8Array {
  const kept: number[] = [];
  let zeros = 0;
  for (const byte of unit.subarray(1)) {
    if (zeros >= 2 && byte === 3) {
      zeros = 0;
      continue;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    kept.push(byte);
  }
  return Uint8Array.from(kept);
}

/** Makes a unit of its kind, the weight that it has as a reference (0 to 3) and its content. */
export function nalUnit(type: number, reference: number, payload: Uint8Array): Uint8Array {
  const unit = [(reference << 5) | type];
  let zeros = 0;
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      unit.push(3);
      zeros = 0;
    }
    zeros = byte === 0 ? zeros + 1 : 0;
    unit.push(byte);
  }
  return Uint8Array.from(unit);
}

/** Puts units one after the other, a start code before each. */
export function annexB(units: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(units.flatMap((unit) => [START_CODE, unit]));
}

const START_CODE = Uint8Array.of(0, 0, 0, 1);
