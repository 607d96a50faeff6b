const N = 624;
const M = 397;

/**
 * The generator MT19937 of Matsumoto and Nishimura (1998), seeded and read as Python's `random` module does,
 * so that a seed gives the same split here and there.
 */
export class MersenneTwister {
  private readonly state = new Uint32Array(N);
  private index = N;

  /**
   * @param seed - as Python's `random.seed(seed)`: a non-negative integer; or several 32-bit words, low word
   * first, for a stream of its own.
   */
  constructor(seed: number | readonly number[]) {
    const key = typeof seed === 'number' ? words(seed) : seed;
    this.seedByArray(Uint32Array.from(key));
  }

  /** `random.getrandbits(bits)` for 1 to 32 bits. */
  bits(bits: number): number {
    return this.next() >>> (32 - bits);
  }

  /** `random.random()`: 53 random bits in [0, 1). */
  uniform(): number {
    const high = this.next() >>> 5;
    const low = this.next() >>> 6;
    return (high * 67108864 + low) / 9007199254740992;
  }

  /** `random._randbelow(n)`: as many bits as n has, drawn again until they fall below n. */
  below(n: number): number {
    const bits = 32 - Math.clz32(n);
    for (;;) {
      const drawn = this.bits(bits);
      if (drawn < n) return drawn;
    }
  }

  /** `random.shuffle(items)`: Fisher–Yates from the end, in place. */
  shuffle(items: Int32Array): void {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.below(i + 1);
      const kept = items[i] as number;
      items[i] = items[j] as number;
      items[j] = kept;
    }
  }

  /** Standard normal numbers by the transform of Box and Muller; one draw costs two uniforms. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** `init_by_array` of the reference implementation. */
  private seedByArray(key: Uint32Array): void {
    const mt = this.state;
    mt[0] = 19650218;
    for (let i = 1; i < N; i++) {
      const last = (mt[i - 1] as number) ^ ((mt[i - 1] as number) >>> 30);
      mt[i] = Math.imul(1812433253, last) + i;
    }
    let i = 1;
    let j = 0;
    const advance = () => {
      i++;
      if (i >= N) {
        mt[0] = mt[N - 1] as number;
        i = 1;
      }
    };
    for (let k = Math.max(N, key.length); k > 0; k--) {
      const last = (mt[i - 1] as number) ^ ((mt[i - 1] as number) >>> 30);
      mt[i] = ((mt[i] as number) ^ Math.imul(last, 1664525)) + (key[j] as number) + j;
      advance();
      j = (j + 1) % key.length;
    }
    for (let k = N - 1; k > 0; k--) {
      const last = (mt[i - 1] as number) ^ ((mt[i - 1] as number) >>> 30);
      mt[i] = ((mt[i] as number) ^ Math.imul(last, 1566083941)) - i;
      advance();
    }
    mt[0] = 0x80000000;
  }

  private next(): number {
    if (this.index >= N) this.twist();
    let y = this.state[this.index++] as number;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return y >>> 0;
  }

  private twist(): void {
    const mt = this.state;
    for (let i = 0; i < N; i++) {
      const y = ((mt[i] as number) & 0x80000000) | ((mt[(i + 1) % N] as number) & 0x7fffffff);
      mt[i] = (mt[(i + M) % N] as number) ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.index = 0;
  }
}

/** A non-negative integer as 32-bit words, low word first, as Python hands it to `init_by_array`. */
function words(seed: number): number[] {
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new RangeError(`a seed is a non-negative integer, not ${seed}`);
  const high = Math.floor(seed / 2 ** 32);
  return high === 0 ? [seed] : [seed % 2 ** 32, high];
}
