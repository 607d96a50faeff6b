import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WorkError } from '../errors';
import type { PieceStore } from './cache/store';
import { type SceneMark, sceneMarks } from './cues';
import type { FrameRange } from './frames';
import type { OpenProject } from './project';
import type { Sound } from './sounds';
import { type PlacedSound, type Soundtrack, soundsIn, trackUnder } from './soundtrack';

/**
 * What is heard in a range of a film: the sounds that its scenes start, and the project's track under them.
 *
 * @param whole - Stretches of all the project's scenes: where its track stands when each of them begins.
 * @returns undefined where nothing is heard.
 * @throws WorkError for a sound that is no file of the project.
 */
export async function planSound(
  open: OpenProject,
  store: Pick<PieceStore, 'folder'>,
  playback: { readonly sounds: readonly Sound[]; readonly starts: Parameters<typeof sceneMarks>[0] },
  {
    frames,
    fps,
    range,
    whole,
  }: { frames: number; fps: number; range: FrameRange; whole: readonly SceneMark[] },
): Promise<Soundtrack | undefined> {
  const { audio } = open.description;
  const marks = sceneMarks(playback.starts, frames);
  const track = audio === undefined ? [] : trackUnder(audio, whole, marks, fps);
  const seconds = { from: range.from / fps, to: range.to / fps };
  const heard = soundsIn([...track, ...playback.sounds], seconds);
  if (heard.length === 0) return undefined;
  const sounds = await Promise.all(
    heard.map(async (sound): Promise<PlacedSound> => ({ ...sound, path: await fileOf(open, store, sound) })),
  );
  return { sounds, seconds: seconds.to - seconds.from };
}

/** The file of a sound; a small one may be part of the code, and gets a file here. */
async function fileOf(
  open: OpenProject,
  { folder }: Pick<PieceStore, 'folder'>,
  { source }: Sound,
): Promise<string> {
  const [, encoded] = /^data:[^,]*;base64,(.*)$/s.exec(source) ?? [];
  if (encoded !== undefined) {
    const path = join(folder, `${createHash('sha256').update(encoded).digest('hex').slice(0, 16)}.sound`);
    await writeFile(path, Buffer.from(encoded, 'base64'));
    return path;
  }
  const file = await open.fileOf(source);
  if (file !== undefined) return file;
  throw new WorkError(
    `the sound ${source} is not among the project's files: import it, or put it into the public folder.`,
  );
}
