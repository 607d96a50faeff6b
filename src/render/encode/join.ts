import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type SceneMark, webVtt } from '../cues';
import { mixFilter } from '../soundtrack';
import type { EncodeSettings, JoinSettings, Piece } from './encoder';
import { type FoundFfmpeg, muxerKnows } from './find-ffmpeg';
import type { ChosenFormat } from './formats';
import { runFfmpeg } from './run-ffmpeg';

/**
 * Joins pieces to a film. Nothing is encoded again but the colours of a GIF; sound is mixed and put in here, once.
 *
 * Every piece is told how long it is: what its container says of that is rounded in ways of its own.
 */
export async function joinPieces(
  ffmpeg: FoundFfmpeg,
  chosen: ChosenFormat,
  settings: EncodeSettings,
  pieces: readonly Piece[],
  film: JoinSettings,
): Promise<void> {
  const list = `${film.path}.pieces`;
  const marks = `${film.path}.chapters`;
  const captions = `${film.path}.captions.vtt`;
  const palette = `${film.path}.palette.png`;
  const run = (args: readonly string[]) => runFfmpeg(ffmpeg.path, args, film.out, film.signal);
  const video = ['-f', 'concat', '-safe', '0', '-i', list];
  try {
    await writeFile(list, pieceList(pieces, settings.fps));
    if (chosen.format === 'png') {
      await run([...video, '-c', 'copy', '-f', 'image2', '-start_number', '0', join(film.path, '%06d.png')]);
      return;
    }
    if (chosen.format === 'gif') {
      // In two passes: in one, all frames would have to be held until their colours are known.
      const reserve = `reserve_transparent=${settings.transparent ? 1 : 0}`;
      await run([...video, '-vf', `palettegen=stats_mode=full:${reserve}`, '-y', palette]);
      const use = 'paletteuse=dither=sierra2_4a:diff_mode=rectangle:alpha_threshold=128';
      await run([...video, '-i', palette, '-lavfi', use, '-loop', '0', '-f', 'gif', '-y', film.path]);
      return;
    }
    const sounds = film.sound?.sounds ?? [];
    const chaptered = film.chapters.length > 1;
    if (chaptered) await writeFile(marks, chapterFile(film.chapters, settings.fps));
    const cues = chosen.format === 'mp4' ? (film.cues ?? []) : [];
    if (cues.length > 0) await writeFile(captions, webVtt(cues, settings.fps));
    const captionInput = 1 + sounds.length + (chaptered ? 1 : 0);
    await run([
      ...video,
      ...sounds.flatMap(({ path }) => ['-i', path]),
      ...(chaptered ? ['-f', 'ffmetadata', '-i', marks] : []),
      ...(cues.length > 0 ? ['-f', 'webvtt', '-i', captions] : []),
      ...(film.sound
        ? ['-filter_complex', mixFilter(film.sound, 1), '-map', '0:v:0', '-map', '[sound]']
        : []),
      ...(film.sound ? soundArgs(chosen) : ['-map', '0:v:0']),
      ...(cues.length > 0 ? captionArgs(captionInput) : []),
      ...['-c:v', 'copy', '-map_metadata:g', '-1'],
      ...['-map_chapters', chaptered ? String(1 + sounds.length) : '-1'],
      ...(await containerArgs(ffmpeg, chosen, settings)),
      ...Object.entries(film.tags).flatMap(([key, value]) => ['-metadata', `${key}=${value}`]),
      ...['-y', film.path],
    ]);
  } finally {
    await Promise.all([list, marks, captions, palette].map((path) => rm(path, { force: true })));
  }
}

/** What ffmpeg's reader of several files takes for a list of them. */
function pieceList(pieces: readonly Piece[], fps: number): string {
  let frames = 0;
  const lines = pieces.flatMap((piece) => {
    const begin = micros(frames, fps);
    frames += piece.frames;
    const length = (micros(frames, fps) - begin) / 1e6;
    return [`file '${piece.path.replaceAll("'", "'\\''")}'`, `duration ${length.toFixed(6)}`];
  });
  return ['ffconcat version 1.0', ...lines, ''].join('\n');
}

/** Microseconds at which a frame begins: rounded from the start on, so that nothing adds up. */
const micros = (frame: number, fps: number) => Math.round((frame / fps) * 1e6);

function chapterFile(chapters: readonly SceneMark[], fps: number): string {
  const escaped = (text: string) => text.replace(/[=;#\\\n]/g, '\\$&');
  const blocks = chapters.map(({ scene, from, to }) =>
    [
      '[CHAPTER]',
      'TIMEBASE=1/1000000',
      `START=${micros(from, fps)}`,
      `END=${micros(to, fps)}`,
      `title=${escaped(scene)}`,
    ].join('\n'),
  );
  return [';FFMETADATA1', ...blocks, ''].join('\n');
}

/** Captions as a track that players offer, and do not show unasked. */
function captionArgs(input: number): string[] {
  return [
    '-map',
    `${input}:s:0`,
    '-c:s',
    'mov_text',
    '-metadata:s:s:0',
    'language=eng',
    '-disposition:s:0',
    '0',
  ];
}

function soundArgs({ format, codec }: ChosenFormat): string[] {
  if (format === 'webm') return ['-c:a', 'libopus', '-b:a', '192k'];
  // Who cuts a film further wants its sound as it is.
  if (codec === 'prores') return ['-c:a', 'pcm_s16le'];
  return ['-c:a', 'aac', '-b:a', '256k'];
}

const BT709 = 'color_primaries=bt709:color_trc=bt709:colorspace=bt709';

async function containerArgs(
  ffmpeg: FoundFfmpeg,
  { format, codec }: ChosenFormat,
  { transparent }: EncodeSettings,
): Promise<string[]> {
  if (format === 'webm') {
    // Without it the index comes last, where players find it as well, only later.
    const front = await muxerKnows(ffmpeg, 'webm', 'cues_to_front');
    return [
      ...(transparent ? ['-metadata:s:v:0', 'alpha_mode=1'] : []),
      ...(front ? ['-cues_to_front', '1'] : []),
      ...['-f', 'webm'],
    ];
  }
  return [
    // The name that players of other makers look for.
    ...(codec === 'hevc' ? ['-tag:v', 'hvc1'] : []),
    // ffmpeg forgets what ProRes says of its colours on the way out of a piece.
    ...(codec === 'prores' ? ['-bsf:v', `prores_metadata=${BT709}`] : []),
    ...['-movflags', '+faststart+write_colr', '-f', format === 'mov' ? 'mov' : 'mp4'],
  ];
}
