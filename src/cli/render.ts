import { fileURLToPath } from 'node:url';
import { InputError } from '../errors';
import { Run } from '../recording/run';
import { folderSource } from '../recording/source-node';
import {
  CODEC_NAMES,
  clearCache,
  FORMAT_NAMES,
  type Moment,
  momentText,
  type OpenProject,
  openProject,
  PRESETS,
  parseMoment,
  parseRange,
  parseSize,
  QUALITY_NAMES,
  takeContactSheet,
  takeStills,
  writeWhole,
} from '../render';
import type { CommandContext } from './command';
import { defineCommand } from './define';
import { unknownMessage } from './nearest';
import { choice, custom, flag, number, text } from './options';
import { type Job, type MadeFilm, pathFor, writeFilm } from './render-film';
import { writeLecture } from './render-lecture';
import { formatBytes } from './render-progress';
import { qualityFor } from './render-quality';
import { parseVariables } from './variables';

/** The project that is filmed unless another is named. */
const OWN_PROJECT = fileURLToPath(new URL('../scenes/project.ts', import.meta.url));

const options = {
  scene: text('scenes to film, each to a file of its own; without it, the whole project as one film', {
    placeholder: '<id>[,<id>…]|all',
  }),
  run: text('the recording that the scenes draw', { placeholder: 'name' }),
  quality: choice(
    QUALITY_NAMES,
    'size, frame rate and care (default: high; of another project, the size and rate of its own settings)',
  ),
  size: custom(parseSize, 'pixels, instead of those of the quality', { placeholder: 'WxH' }),
  fps: number('frames per second, instead of those of the quality', { min: 1, max: 240 }),
  range: custom(parseRange, 'a part: seconds or frames, end exclusive', { placeholder: '2s..5s|120..300' }),
  still: custom(parseMoments, 'pictures (PNG) instead of a film', { placeholder: '3.5s|50%[,…]' }),
  contact: custom(parseGrid, 'one picture of evenly spread small frames', { placeholder: 'COLSxROWS' }),
  format: choice(FORMAT_NAMES, 'kind of file (default: what the ending of out= says, else mp4)'),
  codec: choice(CODEC_NAMES, 'how frames are kept (default: the first of the format)'),
  transparent: flag('without background; in webm, mov, gif and png'),
  audio: flag("the project's track and the sounds of its scenes", true),
  crf: number("the codec's constant rate factor: lower is better and larger", {
    min: 0,
    max: 63,
    whole: true,
  }),
  preset: choice(PRESETS, 'time that the encoder takes to make the file smaller'),
  captions: choice(
    ['both', 'picture', 'file', 'none'],
    'what the scenes say: drawn in the picture, as WebVTT beside the film (and as a track of the lecture), both or neither',
    { fallback: 'both' },
  ),
  workers: custom(parseWorkers, 'pages that draw at once', { placeholder: 'N|auto' }),
  out: text('file to write; a folder where several are written', { placeholder: 'path' }),
  project: text('any Motion Canvas project file, instead of the chapters', { placeholder: 'path' }),
  variables: custom(parseVariables, 'variables of the project, over its own', {
    placeholder: '{"name":value,…}',
  }),
  repeat: flag('take a frame in which nothing changes from the one before, instead of drawing it', true),
  patience: number(
    'seconds that a scene may stay at one frame, or a project load, before it is taken for stuck',
    {
      fallback: 180,
      min: 1,
      max: 86_400,
    },
  ),
  cache: flag('keep what was drawn for the next time', true),
  resume: flag('use what is kept, of films that were interrupted, too', true),
  clean: flag('remove what is kept, instead of filming'),
  json: flag('one JSON object per film on standard output'),
};

/** Where the captions go. The picture is drawn by the scenes: they are told in the variable `captions`. */
const CAPTIONS = {
  both: { drawn: true, written: true },
  picture: { drawn: true, written: false },
  file: { drawn: false, written: true },
  none: { drawn: false, written: false },
} as const;

/** `clockwork render`: scenes to films, stills and contact sheets. */
export const command = defineCommand({
  name: 'render',
  summary: 'scenes to video, stills and contact sheets',
  options,
  examples: [
    'npm run render scene=clocks',
    'npm run render scene=clocks quality=preview range=2s..5s',
    'npm run render scene=clocks still=10%,50%,3.5s',
    'npm run render scene=all contact=4x5',
    'npm run render project=path/to/project.ts out=film.mp4',
  ],
  run: async (values, context) => {
    const project = values.project ?? OWN_PROJECT;
    if (values.clean) {
      const bytes = await clearCache(project);
      context.say(`removed what films had kept: ${formatBytes(bytes)}`);
      return 0;
    }
    const run = values.run ?? (values.project === undefined ? 'default' : undefined);
    // A recording that is missing or damaged is told here, and not by a scene.
    const recorded =
      run !== undefined && values.project === undefined ? await Run.open(folderSource(run)) : undefined;
    const warned = new Set<string>();
    const { drawn, written } = CAPTIONS[values.captions];
    const base = {
      transparent: values.transparent,
      variables: {
        ...(run === undefined ? {} : { run }),
        ...(drawn ? {} : { captions: false }),
        ...values.variables,
      },
      range: values.range,
      out: values.out,
      workers: values.workers,
    };
    const opening = openProject({
      project,
      patience: values.patience,
      signal: context.signal,
      onWarning: (message) => {
        // A scene that warns does so at every frame.
        const kind = message.replace(/\d+/g, '#');
        if (!warned.has(kind)) context.say(`warning: ${message}`);
        warned.add(kind);
      },
    });
    const open = await checked(opening, recorded);
    try {
      const quality = qualityFor(values.quality, values.project === undefined ? undefined : open.description);
      const chosen = chooseScenes(values.scene, open);
      const films: MadeFilm[] = [];
      for (const [scenes, name] of chosen) {
        const job: Job = { ...base, scenes, name, only: chosen.length === 1 };
        const pictures = { ...job, size: values.size ?? quality.size, fps: values.fps ?? quality.fps };
        if (values.still) await writeStills(open, pictures, values.still, context);
        else if (values.contact) await writeContactSheet(open, pictures, values.contact, context);
        else {
          const sized = { ...job, size: values.size, fps: values.fps };
          films.push(
            await writeFilm(
              open,
              sized,
              { ...values, captions: written ? 'file' : 'none', quality },
              context,
            ),
          );
        }
      }
      // All chapters, each from its beginning to its end, are the lecture.
      if (values.scene === 'all' && run !== undefined && values.project === undefined && !values.range) {
        await writeLecture(films, { run, captions: written, json: values.json }, context);
      }
    } finally {
      await open.close();
    }
    return 0;
  },
});

/** The project, if its recording is whole: that is looked at while the browser starts. */
async function checked(opening: Promise<OpenProject>, recorded: Run | undefined): Promise<OpenProject> {
  const [looking, opened] = await Promise.allSettled([recorded?.verify(), opening]);
  if (looking.status === 'fulfilled') return opening;
  if (opened.status === 'fulfilled') await opened.value.close();
  throw looking.reason;
}

/** What is filmed, and the name of the file it becomes: scene by scene, or the whole project at once. */
function chooseScenes(wanted: string | undefined, open: OpenProject): [string[] | undefined, string][] {
  const { scenes, name } = open.description;
  if (wanted === undefined) return [[undefined, name]];
  const ids = wanted === 'all' ? scenes : wanted.split(',');
  for (const id of ids) {
    if (!scenes.includes(id)) throw new InputError(unknownMessage('scene', id, [...scenes, 'all']));
  }
  return ids.map((id) => [[id], id]);
}

async function writeStills(
  open: OpenProject,
  job: Job,
  moments: readonly Moment[],
  { say }: CommandContext,
): Promise<void> {
  const stills = await takeStills(open, { ...job, moments });
  for (const [i, still] of stills.entries()) {
    const moment = moments[i];
    const label = moment === undefined ? String(still.frame) : momentText(moment).replace('%', 'pc');
    const path = pathFor(job, `${job.name}-${label}.png`, '.png', job.only && stills.length === 1);
    await writeWhole(path, still.png);
    say(`${path}  frame ${still.frame}, ${still.seconds.toFixed(2)} s`);
  }
}

async function writeContactSheet(
  open: OpenProject,
  job: Job,
  grid: { columns: number; rows: number },
  { say }: CommandContext,
): Promise<void> {
  const png = await takeContactSheet(open, { ...job, ...grid });
  const path = pathFor(job, `${job.name}-contact.png`, '.png', job.only);
  await writeWhole(path, png);
  say(`${path}  ${grid.columns}×${grid.rows} frames`);
}

function parseMoments(value: string): Moment[] {
  return value.split(',').map(parseMoment);
}

function parseWorkers(value: string): number | undefined {
  if (value === 'auto') return undefined;
  const workers = Number(value);
  if (Number.isInteger(workers) && workers >= 1 && workers <= 64) return workers;
  throw new InputError(`workers=${value}: workers takes auto, or a whole number from 1 to 64.`);
}

function parseGrid(value: string): { columns: number; rows: number } {
  const [, columns, rows] = /^(\d{1,2})x(\d{1,2})$/.exec(value) ?? [];
  const grid = { columns: Number(columns), rows: Number(rows) };
  if (columns === undefined || grid.columns < 1 || grid.rows < 1) {
    throw new InputError(`contact=${value}: write columns x rows, as in 4x5.`);
  }
  return grid;
}
