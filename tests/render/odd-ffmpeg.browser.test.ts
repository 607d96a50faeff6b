import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { InputError, WorkError } from '../../src/errors';
import { type FilmOptions, film, type OpenProject, openProject } from '../../src/render';
import { frameTimes } from './probe';
import { ffmpeg } from './read-back';

const project = fileURLToPath(new URL('../fixtures/render/src/project.ts', import.meta.url));

describe.runIf(ffmpeg?.x264)('an ffmpeg that is not as it should be', () => {
  let folder = '';
  let open: OpenProject;
  const before = process.env.CLOCKWORK_FFMPEG;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'odd-ffmpeg-'));
    open = await openProject({ project });
  });
  afterAll(async () => {
    await open?.close();
    await rm(folder, { recursive: true });
  });
  afterEach(() => {
    if (before === undefined) delete process.env.CLOCKWORK_FFMPEG;
    else process.env.CLOCKWORK_FFMPEG = before;
  });

  /** Puts a script in front of the real one: `$real` is it, `$*` what it is asked. */
  async function inFront(script: string): Promise<void> {
    const path = join(folder, 'wrapper');
    await writeFile(path, `#!/bin/sh\nreal=${ffmpeg?.path}\n${script}\nexec "$real" "$@"\n`);
    await chmod(path, 0o755);
    process.env.CLOCKWORK_FFMPEG = path;
  }

  const frames: number[] = [];
  const make = (name: string, options: Partial<FilmOptions> = {}) => {
    frames.length = 0;
    return film(open, {
      ...{ scenes: ['clock'], out: join(folder, name), size: { width: 320, height: 180 }, fps: 24 },
      ...{ cache: false, preset: 'ultrafast', encoders: ['ffmpeg'], pieceSeconds: 0.5 },
      onProgress: ({ frame }) => frames.push(frame),
      ...options,
    });
  };
  const left = async () => (await readdir(folder)).filter((name) => name !== 'wrapper');

  it('and lacks a codec: says which encoder, and what it makes instead, before the first frame', async () => {
    await inFront(`case "$*" in *-encoders*) "$real" "$@" | grep -v libx265; exit;; esac`);
    const making = make('lacking.mp4', { codec: 'hevc' });
    await expect(making).rejects.toThrow(InputError);
    await expect(making).rejects.toThrow(
      /no encoder for HEVC: \S*wrapper \(\S+\) lacks libx265\.\n {2}It does make: format=mp4 codec=h264[\s\S]*built with libx265/,
    );
    expect(frames).toEqual([]);
    expect(await left()).toEqual([]);
  });

  it('and is so old that it cannot put the index of a WebM first: writes it last', async () => {
    if (!ffmpeg?.encoders.has('libvpx-vp9')) return;
    await inFront(
      `case "$*" in *muxer=webm*) "$real" "$@" | grep -v cues_to_front; exit;;` +
        ` *cues_to_front*) echo "Unrecognized option 'cues_to_front'." >&2; exit 1;; esac`,
    );
    const made = await make('old.webm');
    expect(await frameTimes(made.path)).toHaveLength(made.frames);
    await rm(made.path);
  });

  it('and breaks off in the middle: the film ends with the last that it said, and leaves nothing', async () => {
    // It takes some of the first piece, then leaves: what a codec's own bug looks like.
    await inFront(
      'case "$*" in *pipe:0*) head -c 300000 >/dev/null; echo "x264: malloc failed" >&2; exit 9;; esac',
    );
    const making = make('broken.mp4');
    await expect(making).rejects.toThrow(WorkError);
    await expect(making).rejects.toThrow(/ffmpeg ended early \(exit code 9\):\s+x264: malloc failed/);
    expect(await left()).toEqual([]);
  });
});
