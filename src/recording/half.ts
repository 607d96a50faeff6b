/** The value of an IEEE 754 half-precision number given by its 16 bits. */
export function halfToFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

let values: Float32Array | undefined;

/** The values of half-precision numbers. There are no more than 65 536: recordings hold millions. */
export function halvesToFloats(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const known = values ?? Float32Array.from({ length: 0x10000 }, (_, bits) => halfToFloat(bits));
  values = known;
  const floats = new Float32Array(halves.length);
  for (let i = 0; i < floats.length; i++) floats[i] = known[halves[i] ?? 0] ?? 0;
  return floats;
}

/** The 16 bits of the half-precision number nearest to a value, ties to even; beyond ±65504 it is infinite. */
export function floatToHalf(value: number): number {
  if (Number.isNaN(value)) return 0x7e00;
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const size = Math.abs(value);
  if (size >= 65520) return sign | 0x7c00;
  if (size < 2 ** -14) return sign | roundToEven(size * 2 ** 24);
  const exponent = Math.floor(Math.log2(size));
  // log2 may round up just below a power of two: then the fraction would be negative.
  const e = 2 ** exponent > size ? exponent - 1 : exponent;
  const fraction = roundToEven((size / 2 ** e - 1) * 1024);
  // A fraction that rounds up to 1024 carries into the exponent, as the addition does by itself.
  return sign | (((e + 15) << 10) + fraction);
}

/** Rounds to the nearest whole number, halves to the even one. */
function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
