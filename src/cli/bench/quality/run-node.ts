import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InputError, WorkError } from '../../../errors';
import { FFMPEG_REMEDY, findFfmpeg, openProject, QUALITIES } from '../../../render';
import { writePage } from '../../experiments/page-node';
import { unknownMessage } from '../../nearest';
import { maker } from '../made-node';
import { CLIPS } from './clips';
import { COMPARED, measureClip } from './measure';
import { type QualityRow, qualityResults } from './results';
import { type QualityPage, qualityPage } from './table';

export interface QualityOptions {
  /** Some of the clips, and some of the codecs, by name; all if absent. */
  readonly clips: string | undefined;
  readonly codecs: string | undefined;
  readonly crf: number | undefined;
  /** The folder in which figures are kept, and the page of them; undefined keeps none. */
  readonly docs: string | undefined;
  readonly commandLine: string;
  readonly signal: AbortSignal;
}

/**
 * Measures how much each codec loses at high quality, clip by clip.
 *
 * @throws InputError for an unknown clip or codec, or if other figures than those of high quality are to be kept;
 * WorkError if there is no ffmpeg.
 */
export async function benchQuality(
  options: QualityOptions,
  tell: (clip: string, row: QualityRow) => void,
): Promise<void> {
  const { docs, signal, crf, commandLine } = options;
  const names = chosen('clip', clipNames(), options.clips);
  const codecs = chosen('codec', COMPARED, options.codecs);
  if (docs !== undefined && (options.codecs !== undefined || crf !== undefined)) {
    throw new InputError('save=true keeps all codecs of a clip as they are: leave out codecs= and crf=.');
  }
  const ffmpeg = await findFfmpeg();
  if (ffmpeg === undefined) throw new WorkError(`there is no ffmpeg to compare films.\n  ${FFMPEG_REMEDY}`);
  for (const clip of CLIPS.filter(({ name }) => names.includes(name))) {
    if (signal.aborted) return;
    const folder = await mkdtemp(path.join(tmpdir(), 'bench-quality-'));
    const open = await openProject({ project: clip.project, signal });
    const rows: QualityRow[] = [];
    try {
      await measureClip(open, clip, { ffmpeg, codecs, crf, folder, signal }, (row) => {
        rows.push(row);
        tell(clip.name, row);
      });
    } finally {
      await open.close();
      await rm(folder, { recursive: true, force: true });
    }
    if (docs === undefined) continue;
    const made = await maker(commandLine);
    await qualityResults(docs).replace(clip.name, async () => ({
      made,
      preset: QUALITIES.high.preset,
      rows,
    }));
    const page = qualityPage(await readQuality(docs));
    await writePage(
      path.join(docs, 'codecs.md'),
      'What codecs lose',
      'npm run bench quality save=true',
      page,
    );
  }
}

const clipNames = () => CLIPS.map(({ name }) => name);

/** What is kept of every clip. */
export async function readQuality(docs: string): Promise<QualityPage> {
  const results = qualityResults(docs);
  return Promise.all(clipNames().map(async (clip) => ({ clip, result: await results.read(clip) })));
}

function chosen<T extends string>(
  what: string,
  known: readonly T[],
  wanted: string | undefined,
): readonly T[] {
  const names = wanted?.split(',') ?? known;
  return names.map((name) => {
    const found = known.find((one) => one === name);
    if (found === undefined) throw new InputError(unknownMessage(what, name, known));
    return found;
  });
}
