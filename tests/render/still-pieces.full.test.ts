import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Encoder } from '../../src/render/encode/encoder';
import { ffmpegEncoder } from '../../src/render/encode/ffmpeg';
import { shortestRun } from '../../src/render/encode/still-pieces';
import { frameHashes, frameTimes, probe } from './probe';
import { ffmpeg } from './read-back';

const SIZE = { width: 1280, height: 722 };
const FPS = 30;

/** Planes of a picture with edges and shades; a bar stands at its place. */
function picture(bar: number): Buffer {
  const { width, height } = SIZE;
  const planes = Buffer.alloc((width * height * 3) / 2, 128);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inside = Math.abs(x - 8 * bar - 100) < 40 && Math.abs(y - 300) < 120;
      planes[y * width + x] = inside ? 220 : 40 + ((x * y) % 97) + Math.round(60 * Math.sin(x / 40) ** 2);
    }
  }
  return planes;
}

describe.runIf(ffmpeg?.x264)('a still picture', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'still-pieces-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const run = shortestRun(SIZE);
  const moving = Array.from({ length: 7 }, (_, n) => n);
  const still = (place: number, length: number) => Array.from({ length }, () => place);
  /** The first ends with a frame that moved, to which the still picture before it leaves a frame for company. */
  const pieces = [
    [...moving, ...still(6, run + 70), ...moving, ...still(9, run + 1), 8],
    [...still(3, run + 1), ...moving, ...still(6, run - 2)],
  ];
  const frames = pieces.flat();
  /** First frames of what is encoded once, and lengths; the last still picture is a frame too short for it. */
  const runs = [
    [6, run + 71],
    [run + 84, run],
    [2 * run + 86, run + 1],
  ] as const;

  function encoderOf(repeat: boolean, preset: string, crf: number) {
    if (ffmpeg === undefined) throw new Error('no ffmpeg');
    const settings = { size: SIZE, fps: FPS, crf, preset, transparent: false, repeat };
    return ffmpegEncoder(ffmpeg, { format: 'mp4', codec: 'h264' }, settings);
  }

  const films = new Map<string, Promise<string>>();
  function filmed(repeat: boolean, preset: string, crf: number): Promise<string> {
    const name = `${preset}-${crf}-${repeat}.mp4`;
    const film = films.get(name) ?? make(join(folder, name), encoderOf(repeat, preset, crf));
    films.set(name, film);
    return film;
  }

  async function make(out: string, encoder: Encoder) {
    const known = new Map<number, Buffer>();
    const made = [];
    for (const [index, places] of pieces.entries()) {
      const piece = { path: join(folder, `piece${index}.ts`), frames: places.length };
      const encoding = await encoder.begin(piece, piece.path);
      for (const [frame, place] of places.entries()) {
        const planes = known.get(place) ?? picture(place);
        known.set(place, planes);
        await encoding.take({ kind: 'frame', frame }, planes);
      }
      await encoding.finish();
      await encoding.abort();
      made.push(piece);
    }
    expect((await readdir(folder)).filter((name) => /part|trial/.test(name))).toEqual([]);
    const film = { tags: {}, chapters: [], sound: undefined, signal: undefined };
    await encoder.join(made, { path: out, out, ...film });
    return out;
  }

  it.each([
    ['swift', 10],
    ['veryfast', 10],
    ['ultrafast', 10],
    ['medium', 23],
    ['veryfast', 0],
  ])('is the same in all frames of its run, each at its time (%s, factor %i)', async (preset, crf) => {
    const out = await filmed(true, preset, crf);
    const [hashes, times] = [await frameHashes(out), await frameTimes(out)];
    expect(hashes).toHaveLength(frames.length);
    // To the millisecond: MP4 tells times in ticks.
    expect(times.map((time) => Number((time * FPS).toFixed(2)))).toEqual(frames.map((_, n) => n));
    for (const [from, length] of runs) expect(new Set(hashes.slice(from, from + length)).size).toBe(1);
  });

  it.each([
    ['swift', 10],
    ['medium', 23],
  ])('is at least as alike as if every frame of it were encoded (%s, factor %i)', async (preset, crf) => {
    const lossless = await filmed(false, 'veryfast', 0);
    const once = await filmed(true, preset, crf);
    const every = await filmed(false, preset, crf);
    const [mine, theirs] = [await likeness(once, lossless), await likeness(every, lossless)];
    for (const [from, length] of runs) {
      const [own, other] = [mine, theirs].map((all) => mean(all.slice(from, from + length)));
      expect(own).toBeGreaterThanOrEqual(other ?? 1);
    }
    expect((await probe(once)).streams[0]).toMatchObject({ nb_read_packets: String(frames.length) });
  });

  it('loses nothing where nothing is to be lost', async () => {
    const [once, every] = [await filmed(true, 'veryfast', 0), await filmed(false, 'veryfast', 0)];
    expect(await frameHashes(once)).toEqual(await frameHashes(every));
  });

  it('leaves nothing behind when its piece is given up', async () => {
    const encoding = await encoderOf(true, 'veryfast', 10).begin(
      { path: join(folder, 'x.ts'), frames: 500 },
      'x',
    );
    const planes = picture(1);
    for (let frame = 0; frame < run; frame++) await encoding.take({ kind: 'frame', frame }, planes);
    await encoding.take({ kind: 'frame', frame: run }, picture(2));
    await encoding.take({ kind: 'frame', frame: run + 1 }, picture(3));
    await encoding.abort();
    expect((await readdir(folder)).filter((name) => name.startsWith('x.ts'))).toEqual([]);
    const late = encoding.take({ kind: 'frame', frame: run + 2 }, picture(4));
    await expect(late).rejects.toThrow(/ended/);
  });
});

/** How alike every frame of a film is to that of another (SSIM). */
async function likeness(film: string, reference: string): Promise<number[]> {
  const tool = ffmpeg?.path ?? 'ffmpeg';
  const args = ['-v', 'error', '-i', film, '-i', reference, '-lavfi', 'ssim=f=-', '-f', 'null', '/dev/null'];
  const { stdout } = await promisify(execFile)(tool, args, { maxBuffer: 1 << 26 });
  return [...stdout.matchAll(/All:([\d.]+)/g)].map(([, value]) => Number(value));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
