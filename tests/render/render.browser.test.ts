import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError, InterruptedError } from '../../src/errors';
import {
  type EncoderName,
  film,
  type OpenProject,
  openProject,
  parseMoment,
  parseRange,
  renderStill,
  SceneError,
  takeContactSheet,
  takeStills,
  writeWhole,
} from '../../src/render';
import { embeddedPackage } from '../../src/render/browser/embedded';
import { difference, ffmpeg, pixels, readBack } from './read-back';

const project = fileURLToPath(new URL('../fixtures/render/src/project.ts', import.meta.url));
const embedded = await embeddedPackage();
const size = { width: 640, height: 360 };

describe('a project in a real browser', () => {
  let folder = '';
  let open: OpenProject;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'render-'));
    open = await openProject({ project });
  });
  afterAll(async () => {
    await open?.close();
    await rm(folder, { recursive: true });
  });

  const encoders: EncoderName[] = ffmpeg?.x264 ? ['ffmpeg', 'browser'] : ['browser'];

  it.each(encoders)(
    'becomes a film with every frame at its time, tagged BT.709 (encoder: %s)',
    async (encoder) => {
      const out = join(folder, `${encoder}.mp4`);
      const seen: number[] = [];
      const made = await film(open, {
        cache: false,
        ...{ scenes: ['clock'], out, size, fps: 30, encoders: [encoder], range: parseRange('0.5s..1.5s') },
        variables: { label: 'seen' },
        onProgress: ({ frame }) => seen.push(frame),
      });
      expect(made).toMatchObject({ path: out, frames: 30, duration: 1 });
      expect(seen).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
      const back = await readBack(out);
      expect(back.times).toHaveLength(30);
      for (const [i, time] of back.times.entries()) expect(time).toBeCloseTo(i / 30, 6);
      expect(back.duration).toBeCloseTo(1, 6);
      expect(back.size).toEqual(size);
      expect(back.codec).toMatch(/^avc1\.64/);
      expect(back.colour).toMatchObject({
        primaries: 'bt709',
        transfer: 'bt709',
        matrix: 'bt709',
        fullRange: false,
      });
      expect(back.tags.title).toContain('clock');
      expect(back.tags.comment).toContain('label=seen');
    },
  );

  it.each(encoders)('has its index in front of its frames (encoder: %s)', async (encoder) => {
    const bytes = await readFile(join(folder, `${encoder}.mp4`));
    expect(bytes.indexOf('moov')).toBeGreaterThan(0);
    expect(bytes.indexOf('moov')).toBeLessThan(bytes.indexOf('mdat'));
  });

  it.runIf(ffmpeg).each(encoders)(
    'ends with the frame that the still shows (encoder: %s)',
    async (encoder) => {
      const still = join(folder, 'still.png');
      // The range 0.5s..1.5s at 30 fps ends with frame 44 of the scene.
      await renderStill({
        ...{ project, scenes: ['clock'], size, fps: 30, variables: { label: 'seen' } },
        ...{ moment: parseMoment('44'), out: still },
      });
      const [a, b] = [await pixels(join(folder, `${encoder}.mp4`), 29), await pixels(still, 0)];
      // Halved chroma blurs coloured edges: 2 steps rms on this line art. Another frame differs by 11.

      expect(difference(a, b)).toBeLessThan(3);
      const other = await pixels(join(folder, `${encoder}.mp4`), 15);
      expect(difference(other, b)).toBeGreaterThan(8);
    },
  );

  it.runIf(ffmpeg).each(encoders)('shows flat colours as they were drawn (encoder: %s)', async (encoder) => {
    const out = join(folder, `patches-${encoder}.mp4`);
    await film(open, {
      cache: false,
      scenes: ['patches'],
      out,
      size,
      fps: 30,
      encoders: [encoder],
      range: parseRange('0..4'),
    });
    const rgb = await pixels(out, 3);
    const expected = ['ff0000', '00ff00', '0000ff', 'ffffff', '000000', '808080', 'c04080', '20a0e0'];
    for (const [i, colour] of expected.entries()) {
      const at = (180 * size.width + 40 + 80 * i) * 3;
      for (const c of [0, 1, 2]) {
        const want = Number.parseInt(colour.slice(2 * c, 2 * c + 2), 16);
        // Limited range has 219 steps for 255, and the encoder quantises: within three steps.
        expect(Math.abs((rgb[at + c] ?? 0) - want), `${colour}, channel ${c}`).toBeLessThanOrEqual(3);
      }
    }
  });

  it('draws the same frame whichever way it gets there', async () => {
    const moments = ['100%', '1s', '0%', '1s'].map(parseMoment);
    const stills = await takeStills(open, { scenes: ['clock'], size, fps: 30, moments });
    expect(stills[1]?.png.equals(stills[3]?.png ?? Buffer.alloc(0))).toBe(true);
    expect(stills[0]?.png.equals(stills[2]?.png ?? Buffer.alloc(0))).toBe(false);
    const [again] = await takeStills(open, {
      scenes: ['clock'],
      size,
      fps: 30,
      moments: moments.slice(1, 2),
    });
    expect(again?.png.equals(stills[1]?.png ?? Buffer.alloc(0))).toBe(true);
  });

  it('lets go of nodes that a scene no longer shows, and shows those that come back as they would have been', async () => {
    const moments = ['20', '140', '162', '100%'].map(parseMoment);
    const stills = (stays: boolean) =>
      takeStills(open, { scenes: ['leaving'], size, fps: 60, variables: { stays }, moments });
    // The scene itself fails if its nodes are kept.
    const [away, unseen] = [await stills(false), await stills(true)];
    expect(new Set(away.map(({ png }) => png.toString('base64'))).size).toBe(4);
    for (const [i, { png }] of away.entries())
      expect(png.equals(unseen[i]?.png ?? Buffer.alloc(0))).toBe(true);
  });

  it('lays frames side by side on a contact sheet', async () => {
    const png = await takeContactSheet(open, {
      scenes: ['clock'],
      size,
      fps: 30,
      columns: 3,
      rows: 2,
      cellWidth: 160,
    });
    // Width and height stand in a PNG's first chunk.
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([8 + 3 * 168, 8 + 2 * (90 + 22 + 8)]);
  });

  it('tells of a scene that throws: its name, the frame, the place in its source; and leaves no file', async () => {
    const out = join(folder, 'broken.mp4');
    const error: unknown = await film(open, { cache: false, scenes: ['broken'], out, size, fps: 30 }).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(SceneError);
    expect(error).toMatchObject({ scene: 'broken', frame: 15 });
    expect(String(error)).toMatch(
      /the cogs do not mesh[\s\S]*breakOnPurpose \(.*scenes\/broken\.tsx:\d+:\d+\)/,
    );
    expect((await readdir(folder)).filter((name) => name.includes('broken'))).toEqual([]);
  });

  it('tells of a value that could not be computed, where Motion Canvas only logs it', async () => {
    const out = join(folder, 'computed.mp4');
    const error: unknown = await film(open, { cache: false, scenes: ['computed'], out, size, fps: 30 }).catch(
      (e: unknown) => e,
    );
    expect(error).toBeInstanceOf(SceneError);
    expect(error).toMatchObject({ scene: 'computed', frame: 15 });
    expect(String(error)).toMatch(
      /RangeError: the cogs are worn[\s\S]*widthOf \(.*scenes\/computed\.tsx:\d+:\d+\)/,
    );
    expect((await readdir(folder)).filter((name) => name.includes('computed'))).toEqual([]);
  });

  it('tells of a scene that never ends', async () => {
    const out = join(folder, 'endless.mp4');
    await expect(film(open, { cache: false, scenes: ['endless'], out, size, fps: 1 })).rejects.toThrow(
      /scene "endless".*has not ended after 60 minutes/,
    );
  });

  it.runIf(ffmpeg)('draws a surface of three.js, and moves it', async () => {
    const shots: Buffer[] = [];
    for (const [i, moment] of ['0', '15'].entries()) {
      const out = join(folder, `surface-${i}.png`);
      const [still] = await takeStills(open, {
        scenes: ['surface'],
        size,
        fps: 30,
        moments: [parseMoment(moment)],
      });
      await writeWhole(out, still?.png ?? Buffer.alloc(0));
      shots.push(await pixels(out, 0));
    }
    const [a = Buffer.alloc(0), b = Buffer.alloc(0)] = shots;
    // The corner is background, the middle is lit surface.
    expect([...a.subarray(0, 3)]).toEqual([0x10, 0x14, 0x18]);
    const middle = (180 * size.width + 320) * 3;
    expect(a[middle] ?? 0).toBeGreaterThan(100);
    expect(difference(a, b)).toBeGreaterThan(3);
  });

  it('refuses an unknown scene, an odd size and a range outside, and writes nothing', async () => {
    const out = join(folder, 'refused.mp4');
    await expect(film(open, { cache: false, scenes: ['clok'], out })).rejects.toThrow(
      /no scene "clok"[\s\S]*clock, patches/,
    );
    await expect(
      film(open, { cache: false, scenes: ['clock'], out, size: { width: 641, height: 360 } }),
    ).rejects.toThrow(InputError);
    const range = parseRange('1s..9s');
    await expect(film(open, { cache: false, scenes: ['clock'], out, size, fps: 30, range })).rejects.toThrow(
      '60 frames, 2 s',
    );
    expect((await readdir(folder)).filter((name) => name.includes('refused'))).toEqual([]);
  });

  it.runIf(ffmpeg)('films the same frames with one page as with three', async () => {
    const hashes: string[] = [];
    for (const workers of [1, 3]) {
      const out = join(folder, `workers-${workers}.mp4`);
      const made = await film(open, {
        cache: false,
        scenes: ['clock'],
        out,
        size,
        fps: 30,
        workers,
        encoders: ['ffmpeg'],
      });
      expect(made).toMatchObject({ workers, frames: 60 });
      const args = ['-v', 'error', '-i', out, '-f', 'framemd5', 'pipe:1'];
      hashes.push((await promisify(execFile)(ffmpeg?.path ?? 'ffmpeg', args)).stdout);
    }
    expect(hashes[0]).toMatch(/^0, +59,/m);
    expect(hashes[1]).toBe(hashes[0]);
  });

  it('joins what several pages encode in turn without a gap', async () => {
    const out = join(folder, 'groups.mp4');
    // A second is a group: at 10 frames a second, pages take turns every 10 frames.
    await film(open, {
      cache: false,
      scenes: ['clock', 'patches'],
      out,
      size,
      fps: 10,
      workers: 2,
      encoders: ['browser'],
    });
    const { times } = await readBack(out);
    expect(times).toHaveLength(30);
    for (const [i, time] of times.entries()) expect(time).toBeCloseTo(i / 10, 6);
  });

  it('films several scenes as one, with the second after the first', async () => {
    const out = join(folder, 'both.mp4');
    const made = await film(open, {
      cache: false,
      scenes: ['clock', 'patches'],
      out,
      size,
      fps: 30,
      encoders: ['browser'],
    });
    expect(made.frames).toBe(90);
    expect((await readBack(out)).times).toHaveLength(90);
  });

  it('writes what the scenes say beside the film, from the frame that shows it on', async () => {
    const both = { scenes: ['patches', 'spoken'], size, fps: 30 };
    const out = join(folder, 'spoken.mp4');
    const made = await film(open, {
      cache: false,
      ...both,
      out,
      encoders: ['browser'],
      range: parseRange('30..80'),
    });
    expect(made.scenes).toEqual([{ scene: 'spoken', from: 0, to: 50 }]);
    expect(made.cues.map(({ text }) => text)).toEqual(['one & <two>', 'three']);
    const [one = { from: 0, to: 0 }, two = { from: 0, to: 0 }] = made.cues;
    // The scene changes its colour with every line: the pictures say when.
    const frames = [one.from - 1, one.from, one.to - 1, two.from, two.to - 1, two.to];
    const moments = frames.map((frame) => parseMoment(String(30 + frame)));
    const pictures = (await takeStills(open, { ...both, moments })).map(({ png }) => png.toString('base64'));
    const [silent, first, second] = [pictures[0], pictures[1], pictures[3]];
    expect(new Set([silent, first, second]).size).toBe(3);
    expect(pictures).toEqual([silent, first, first, second, second, silent]);
    expect(made.captions).toBe(join(folder, 'spoken.vtt'));
    expect(await readFile(made.captions ?? '', 'utf8')).toMatch(
      /^WEBVTT\n\n00:00:00\.5\d\d --> 00:00:01\.0\d\d\none &amp; &lt;two&gt;\n\n00:00:01.*\nthree\n$/,
    );
  });

  it('writes no captions where none are wanted', async () => {
    const out = join(folder, 'unspoken.mp4');
    const play = { scenes: ['spoken'], out, size, fps: 30, encoders: ['browser'] } as const;
    expect((await film(open, { cache: false, ...play, captions: 'none' })).captions).toBeUndefined();
    expect((await readdir(folder)).filter((name) => name.startsWith('unspoken'))).toEqual(['unspoken.mp4']);
  });

  it('stops at once when the signal aborts, and leaves no file', async () => {
    const controller = new AbortController();
    const own = await openProject({ project, signal: controller.signal });
    const out = join(folder, 'aborted.mp4');
    try {
      const filming = film(own, {
        cache: false,
        ...{ scenes: ['clock'], out, size, fps: 30, signal: controller.signal },
        onProgress: ({ frame }) => frame === 3 && controller.abort(),
      });
      await expect(filming).rejects.toThrow(InterruptedError);
    } finally {
      await own.close();
    }
    expect((await readdir(folder)).filter((name) => name.includes('aborted'))).toEqual([]);
  });
});

describe('the browser inside the npm package', () => {
  // Skipped only where the optional package is not installed: it exists for Linux x64.
  it.runIf(embedded)('films, and encodes, where no other is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'render-'));
    const before = process.env.CLOCKWORK_BROWSER;
    process.env.CLOCKWORK_BROWSER = 'embedded';
    try {
      const open = await openProject({ project });
      try {
        const out = join(folder, 'embedded.mp4');
        const made = await film(open, {
          cache: false,
          scenes: ['clock'],
          out,
          size,
          fps: 30,
          encoders: ['browser'],
        });
        expect(made.encoder).toContain('WebCodecs');
        const back = await readBack(out);
        expect(back.times).toHaveLength(made.frames);
        expect(back.colour).toMatchObject({ matrix: 'bt709', fullRange: false });
      } finally {
        await open.close();
      }
    } finally {
      if (before === undefined) delete process.env.CLOCKWORK_BROWSER;
      else process.env.CLOCKWORK_BROWSER = before;
      await rm(folder, { recursive: true });
    }
  });
});
