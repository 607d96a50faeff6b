/** Reads the bits of a parameter set, the first bit of a byte being its highest (Rec. ITU-T H.264, 7.2 and 9.1). */
export class BitReader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** A number of so many bits: `u(n)`. Past the end, bits are zero. */
  bits(count: number): number {
    let value = 0;
    for (let i = 0; i < count; i++, this.at++) {
      value = 2 * value + (((this.bytes[this.at >> 3] ?? 0) >> (7 - (this.at & 7))) & 1);
    }
    return value;
  }

  flag(): boolean {
    return this.bits(1) === 1;
  }

  /** A number that is the shorter the smaller it is: `ue(v)`. */
  unsigned(): number {
    let zeros = 0;
    while (zeros < 32 && !this.flag()) zeros++;
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** The same with a sign: `se(v)`. */
  signed(): number {
    const code = this.unsigned();
    return code % 2 === 1 ? (code + 1) / 2 : 0 - code / 2;
  }
}

/** Writes bits, in the same words. */
export class BitWriter {
  private readonly bytes: number[] = [];
  private count = 0;

  bits(value: number, count: number): void {
    for (let i = count - 1; i >= 0; i--) this.bit(Math.floor(value / 2 ** i) % 2);
  }

  bit(value: number): void {
    if (this.count % 8 === 0) this.bytes.push(0);
    const last = this.bytes.length - 1;
    this.bytes[last] = (this.bytes[last] ?? 0) | (value << (7 - (this.count % 8)));
    this.count++;
  }

  unsigned(value: number): void {
    const length = Math.floor(Math.log2(value + 1)) + 1;
    this.bits(0, length - 1);
    this.bits(value + 1, length);
  }

  signed(value: number): void {
    this.unsigned(value > 0 ? 2 * value - 1 : -2 * value);
  }

  /** Fills the byte that is begun. */
  align(bit: 0 | 1): void {
    while (this.count % 8 !== 0) this.bit(bit);
  }

  /** What was written; a byte that is begun ends with zeros. */
  finish(): Uint8Array {
    return Uint8Array.from(this.bytes);
  }
}
