/** Samples a second of the files made here. */
export const RATE = 48_000;

/** A WAV file of one channel (RIFF, 16 bits): silence, with a click of a millisecond from each of these samples on. */
export function clicks(seconds: number, at: readonly number[], level = 0.5): Buffer {
  const samples = Math.round(seconds * RATE);
  const file = Buffer.alloc(44 + 2 * samples);
  file.write('RIFF', 0).toString();
  file.writeUInt32LE(36 + 2 * samples, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(2 * RATE, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(2 * samples, 40);
  for (const begin of at) {
    for (let i = begin; i < begin + RATE / 1000; i++)
      file.writeInt16LE(Math.round(level * 32_767), 44 + 2 * i);
  }
  return file;
}
