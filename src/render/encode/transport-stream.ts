/** A picture of a film, as it stands in the stream. */
export interface StreamPicture {
  /** With start codes, and a delimiter first. */
  readonly data: Uint8Array;
  /** The frame that it is, counted from the first of the stream. */
  readonly frame: number;
  readonly key: boolean;
}

const PACKET = 188;
const TABLES = { programs: 0, program: 0x1000, pictures: 0x100 } as const;

/** Ticks a second of all times in a stream. */
const CLOCK = 90_000;

/**
 * Writes pictures of H.264, in the order in which they are decoded, as an MPEG-TS stream (Rec. ITU-T H.222.0).
 *
 * @param delay - Frames by which a picture is shown later than decoded, so that none is shown before.
 */
export class TransportStream {
  private decoded = 0;
  private readonly counters = new Map<number, number>();

  constructor(
    private readonly fps: number,
    private readonly delay: number,
  ) {}

  /** The packets of the next picture. */
  packets({ data, frame, key }: StreamPicture): Uint8Array {
    const [shown, decoded] = [this.ticks(frame + this.delay), this.ticks(this.decoded++)];
    const head = Uint8Array.of(
      // A picture of a stream of any length; times of showing and of decoding follow.
      ...[0, 0, 1, 0xe0, 0, 0, 0x80, 0xc0, 10],
      ...timeStamp(3, shown),
      ...timeStamp(1, decoded),
    );
    const packets = key ? [this.table(TABLES.programs, PROGRAMS), this.table(TABLES.program, PROGRAM)] : [];
    const body = Buffer.concat([head, data]);
    for (let at = 0; at < body.length; ) {
      const clock = at === 0 ? clockField(key, decoded) : new Uint8Array(0);
      const { packet, taken } = this.packet(TABLES.pictures, at === 0, clock, body.subarray(at));
      packets.push(packet);
      at += taken;
    }
    return Buffer.concat(packets);
  }

  private ticks(frame: number): number {
    return Math.round((frame * CLOCK) / this.fps);
  }

  private table(pid: number, section: Uint8Array): Uint8Array {
    const filled = new Uint8Array(PACKET - 4).fill(0xff);
    // A pointer to where the section begins: at once.
    filled.set([0, ...section]);
    return this.packet(pid, true, new Uint8Array(0), filled).packet;
  }

  /** One packet with as much of a payload as there is room for. */
  private packet(pid: number, starts: boolean, field: Uint8Array, payload: Uint8Array) {
    const room = PACKET - 4 - (field.length > 0 ? 1 + field.length : 0);
    const taken = Math.min(room, payload.length);
    const spare = room - taken;
    // What is not filled is stuffed in front of the payload.
    const adaptation =
      field.length === 0 && spare === 0
        ? []
        : field.length === 0
          ? [spare - 1, ...(spare > 1 ? [0, ...STUFFING.subarray(0, spare - 2)] : [])]
          : [field.length + spare, ...field, ...STUFFING.subarray(0, spare)];
    const counter = this.counters.get(pid) ?? 0;
    this.counters.set(pid, (counter + 1) % 16);
    const control = (adaptation.length > 0 ? 0x30 : 0x10) | counter;
    const packet = new Uint8Array(PACKET);
    packet.set([0x47, (starts ? 0x40 : 0) | (pid >> 8), pid & 255, control, ...adaptation]);
    packet.set(payload.subarray(0, taken), PACKET - taken);
    return { packet, taken };
  }
}

const STUFFING = new Uint8Array(PACKET).fill(0xff);

/** Whether one may begin here, and the decoder's clock, which runs with the times of decoding. */
function clockField(key: boolean, ticks: number): Uint8Array {
  const high = Math.floor(ticks / 2);
  const low = (ticks % 2) * 128 + 0x7e;
  return Uint8Array.of(
    key ? 0x50 : 0x10,
    high >>> 24,
    (high >> 16) & 255,
    (high >> 8) & 255,
    high & 255,
    low,
    0,
  );
}

/** A time in 33 bits, with a mark after each part. */
function timeStamp(kind: number, ticks: number): number[] {
  const [high, middle, low] = [
    Math.floor(ticks / 2 ** 30),
    Math.floor(ticks / 2 ** 15) % 2 ** 15,
    ticks % 2 ** 15,
  ];
  return [
    (kind << 4) | (high << 1) | 1,
    ...[middle >> 7, ((middle & 127) << 1) | 1],
    ...[low >> 7, ((low & 127) << 1) | 1],
  ];
}

/** A section of a table, with its length and its sum. */
function section(table: number, content: readonly number[]): Uint8Array {
  const length = content.length + 4;
  const bytes = [table, 0xb0 | (length >> 8), length & 255, ...content];
  const sum = checksum(bytes);
  return Uint8Array.of(...bytes, sum >>> 24, (sum >> 16) & 255, (sum >> 8) & 255, sum & 255);
}

/** The sum of a section (Rec. ITU-T H.222.0, annex A). */
function checksum(bytes: readonly number[]): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte << 24;
    for (let bit = 0; bit < 8; bit++) sum = sum < 0 ? (sum << 1) ^ 0x04c11db7 : sum << 1;
  }
  return sum >>> 0;
}

const pidBytes = (pid: number) => [0xe0 | (pid >> 8), pid & 255];

/** One program, number 1. */
const PROGRAMS = section(0, [0, 1, 0xc1, 0, 0, 0, 1, ...pidBytes(TABLES.program)]);

/** Of one stream, whose clock is its own: pictures of H.264 (0x1b). */
const PROGRAM = section(2, [
  ...[0, 1, 0xc1, 0, 0, ...pidBytes(TABLES.pictures), 0xf0, 0],
  ...[0x1b, ...pidBytes(TABLES.pictures), 0xf0, 0],
]);
