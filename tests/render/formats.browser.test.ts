import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CODECS, type FilmOptions, film, type OpenProject, openProject, parseRange } from '../../src/render';
import { frameTimes, probe, rgba } from './probe';
import { difference, ffmpeg, pixels } from './read-back';

const project = fileURLToPath(new URL('../fixtures/render/src/project.ts', import.meta.url));
const size = { width: 640, height: 360 };
const has = (codec: keyof typeof CODECS) => ffmpeg?.encoders.has(CODECS[codec].encoder) === true;

describe('the formats of a film', () => {
  let folder = '';
  let open: OpenProject;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'formats-'));
    open = await openProject({ project });
  });
  afterAll(async () => {
    await open?.close();
    await rm(folder, { recursive: true });
  });

  /** Films a second of the clock, in pieces of a quarter: joints are part of every format. */
  const make = (name: string, options: Partial<FilmOptions> = {}) =>
    film(open, {
      ...{ scenes: ['clock'], out: join(folder, name), size, fps: 24, cache: false, preset: 'veryfast' },
      ...{ range: parseRange('6..30'), pieceSeconds: 0.25, encoders: ['ffmpeg'] },
      ...options,
    });

  it.runIf(has('h264')).each([
    ['h264.mp4', 'h264', 'avc1', 'yuv420p', 1e-6],
    ['hevc.mp4', 'hevc', 'hvc1', 'yuv420p', 1e-6],
    ['av1.mp4', 'av1', 'av01', 'yuv420p', 1e-6],
    // Matroska, and so WebM, counts in milliseconds.
    ['vp9.webm', 'vp9', undefined, 'yuv420p', 6e-4],
    // What is kept at ten bits is read as twelve.
    ['prores.mov', 'prores', 'ap4h', 'yuv444p12le', 1e-6],
  ] as const)(
    '%s has every frame at its time across joints, tagged BT.709',
    async (name, codec, tag, pixel, within) => {
      if (!has(codec)) return;
      const made = await make(name, { codec });
      expect(made.frames).toBe(24);
      const [stream] = (await probe(made.path)).streams;
      expect(stream).toMatchObject({
        codec_name: codec,
        ...(tag === undefined ? {} : { codec_tag_string: tag }),
        pix_fmt: pixel,
        color_space: 'bt709',
        color_primaries: 'bt709',
        color_transfer: 'bt709',
        avg_frame_rate: '24/1',
        nb_read_packets: '24',
      });
      const times = await frameTimes(made.path);
      for (const [i, time] of times.entries()) expect(Math.abs(time - i / 24)).toBeLessThan(within);
      // The picture is the one of H.264, whose colours another test holds to those drawn.
      const [here, there] = [await pixels(made.path, 20), await pixels(join(folder, 'h264.mp4'), 20)];
      expect(difference(here, there)).toBeLessThan(4);
    },
  );

  it.runIf(ffmpeg)('a GIF has the colours of the scene, from a palette of its own', async () => {
    const made = await make('patches.gif', { scenes: ['patches'], range: parseRange('0..10'), fps: 12 });
    expect((await probe(made.path)).streams[0]).toMatchObject({ codec_name: 'gif', nb_read_packets: '10' });
    const picture = await rgba(made.path, 9);
    for (const [i, colour] of [0xff0000, 0x00ff00, 0x0000ff, 0xffffff, 0, 0x808080, 0xc04080].entries()) {
      const at = (180 * size.width + 40 + 80 * i) * 4;
      expect(picture.readUIntBE(at, 3)).toBe(colour);
    }
  });

  it.runIf(ffmpeg)(
    'a sequence is a folder with a picture for every frame, and odd sizes fit into it',
    async () => {
      const odd = { width: 321, height: 181 };
      const made = await make('frames', { format: 'png', size: odd });
      const names = await readdir(made.path);
      expect(names.sort()).toEqual(Array.from({ length: 24 }, (_, i) => `${String(i).padStart(6, '0')}.png`));
      expect((await probe(join(made.path, '000023.png'))).streams[0]).toMatchObject({
        ...{ codec_name: 'png', pix_fmt: 'rgb24', width: 321, height: 181 },
      });
    },
  );

  it.runIf(has('vp9') && has('prores')).each([
    ['glass.webm', {}, 4],
    ['glass.mov', {}, 2],
    ['glass', { format: 'png' }, 1],
    ['glass.gif', { fps: 12 }, undefined],
  ] as const)(
    '%s keeps transparency: colours as they are, not multiplied by their alpha',
    async (name, options, within) => {
      const made = await make(name, {
        scenes: ['glass'],
        range: parseRange('0..4'),
        transparent: true,
        ...options,
      });
      const picture = await rgba(
        name === 'glass' ? join(made.path, '000003.png') : made.path,
        name === 'glass' ? 0 : 3,
      );
      const at = (x: number, y: number) => [
        ...picture.subarray((y * size.width + x) * 4, (y * size.width + x) * 4 + 4),
      ];
      const [glass, solid, nothing] = [at(160, 180), at(480, 180), at(160, 20)];
      // The scene fills its view: in a transparent film that is left out.
      expect(nothing[3]).toBe(0);
      expect(solid[3]).toBe(255);
      if (within === undefined) return; // A GIF's pixel is there or not: half counts as there.
      const close = (value: number[], wanted: number[]) =>
        value.forEach((part, i) => {
          expect(Math.abs(part - (wanted[i] ?? 0)), `${value} for ${wanted}`).toBeLessThanOrEqual(within);
        });
      close(glass, [200, 100, 50, 128]);
      close(solid, [0x20, 0xa0, 0xe0, 255]);
    },
  );

  it.runIf(ffmpeg)('a film of several scenes has a chapter for each', async () => {
    const scenes = ['clock', 'patches'];
    const made = await make('chapters.mp4', { scenes, range: undefined, fps: 10 });
    const { chapters, format } = await probe(made.path);
    expect(
      chapters.map(({ tags, start_time, end_time }) => [tags.title, Number(start_time), Number(end_time)]),
    ).toEqual(made.scenes.map(({ scene, from, to }) => [scene, from / 10, to / 10]));
    expect(format.tags?.title).toContain('clock, patches');
  });

  it('names the codec that the machine lacks, and another format', async () => {
    const before = process.env.CLOCKWORK_FFMPEG;
    process.env.CLOCKWORK_FFMPEG = 'none';
    try {
      await expect(make('none.webm')).rejects.toThrow(
        /no encoder for VP9: there is no ffmpeg[\s\S]*Install ffmpeg[\s\S]*format=mp4/,
      );
    } finally {
      if (before === undefined) delete process.env.CLOCKWORK_FFMPEG;
      else process.env.CLOCKWORK_FFMPEG = before;
    }
    expect((await readdir(folder)).filter((name) => name.includes('none'))).toEqual([]);
  });
});
