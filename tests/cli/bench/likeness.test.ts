import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { likenessOf } from '../../../src/cli/bench/render/likeness';
import { parseSsim } from '../../../src/cli/bench/render/ssim';
import { findFfmpeg } from '../../../src/render/encode/find-ffmpeg';

describe('what ffmpeg says of likeness', () => {
  it('is read frame by frame, over brightness and colours together', () => {
    const lines = [
      'n:1 Y:0.990000 U:1.000000 V:1.000000 All:0.993333 (21.76)',
      'n:2 Y:1.000000 U:1.000000 V:1.000000 All:1.000000 (inf)',
      '[Parsed_ssim_0 @ 0x1] SSIM Y:0.995 U:1.0 V:1.0 All:0.5 (3.0)',
    ];
    expect(parseSsim(lines.join('\n'))).toEqual({ mean: (0.993333 + 1) / 2, least: 0.993333, frames: 2 });
  });

  it('is an error where nothing was compared', () => {
    expect(() => parseSsim('')).toThrow('no frame in common');
  });
});

const ffmpeg = await findFfmpeg();

describe.skipIf(!ffmpeg?.x264)('a film beside its reference', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'clockwork-likeness-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  /** A moving coloured picture, as a film made in one way or another. */
  const make = async (name: string, filter: string, words: string[]): Promise<string> => {
    const file = path.join(folder, name);
    const source = ['-f', 'lavfi', '-i', `testsrc2=size=160x96:rate=30:duration=1.2,format=gbrp,${filter}`];
    const args = ['-v', 'error', ...source, '-c:v', 'libx264', '-preset', 'ultrafast', ...words, '-y', file];
    await promisify(execFile)(ffmpeg?.path ?? 'ffmpeg', args);
    return file;
  };
  const to = (matrix: string) => `scale=out_color_matrix=${matrix}:out_range=tv,format=yuv420p`;
  const bt709 = ['-colorspace', 'bt709', '-color_range', 'tv'];
  const look = async (file: string) => {
    if (ffmpeg === undefined) throw new Error('no ffmpeg');
    return likenessOf(ffmpeg, file, await reference(), 30);
  };
  let made: Promise<string> | undefined;
  const reference = () => {
    made ??= make('reference.mp4', `trim=end_frame=30,${to('bt709')}`, ['-qp', '0', ...bt709]);
    return made;
  };

  it('is the same without loss, and less so with much of it', async () => {
    const same = await look(
      await make('same.mp4', `trim=end_frame=30,${to('bt709')}`, ['-qp', '0', ...bt709]),
    );
    expect(same).toMatchObject({ frames: 30, notes: [], ssim: { mean: 1, least: 1, frames: 30 } });
    expect(same.megabitsPerSecond).toBeCloseTo((8 * same.bytes) / 1e6, 6);
    const bad = await look(
      await make('bad.mp4', `trim=end_frame=30,${to('bt709')}`, ['-qp', '45', ...bt709]),
    );
    expect(bad.ssim.mean).toBeLessThan(0.95);
    expect(bad.ssim.least).toBeLessThan(bad.ssim.mean);
  });

  it('is compared where it fits when it begins with a frame more', async () => {
    const filter = `tpad=start=1:start_mode=clone,trim=end_frame=31,${to('bt709')}`;
    const late = await look(await make('late.mp4', filter, ['-qp', '0', ...bt709]));
    expect(late.notes).toEqual(['1 frame more', 'compared 1 frame late']);
    expect(late.ssim).toMatchObject({ mean: 1, frames: 30 });
  });

  it('is compared in its own colours where it says nothing of them', async () => {
    const old = await look(await make('old.mp4', `trim=end_frame=30,${to('bt601')}`, ['-qp', '0']));
    expect(old.notes).toEqual(['colours not tagged, of BT.601']);
    // From one matrix to the other, in halves of the pixels.
    expect(old.ssim.mean).toBeGreaterThan(0.98);
  });

  it('is converted where its pixels are kept in another way', async () => {
    const full = 'trim=end_frame=30,scale=out_color_matrix=bt709:out_range=pc,format=yuvj420p';
    const wide = await look(
      await make('wide.mp4', full, ['-qp', '0', '-colorspace', 'bt709', '-color_range', 'pc']),
    );
    expect(wide.notes).toEqual(['converted from full range']);
    expect(wide.ssim.mean).toBeGreaterThan(0.98);
  });
});
