import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { loadKernel } from '../model/kernel/load-node';
import { loadTensorFlow, TENSORFLOWS } from '../model/tfjs/load-node';
import { Run } from '../recording/run';
import { folderSource } from '../recording/source-node';
import { BROWSER_REMEDY, examineMachine, FFMPEG_REMEDY, type MachineReport } from '../render';
import { defineCommand } from './define';
import { flag } from './options';

/** One thing that was looked for. */
interface Finding {
  readonly part: string;
  readonly found: boolean;
  /** What was found, or what is missing. */
  readonly what: string;
  /** What to do about it where it is missing. */
  readonly remedy?: string;
}

/** `clockwork doctor`: what is here, what is missing, and the remedy. */
export const command = defineCommand({
  name: 'doctor',
  summary: 'what is here and what is missing, with a remedy for each',
  options: { json: flag('one JSON object per part on standard output') },
  examples: ['npm run doctor'],
  run: async ({ json }, context) => {
    const [machine, ...others] = await Promise.all([
      examineMachine(),
      kernel(),
      tensorFlow(),
      fonts(),
      defaultRun(),
    ]);
    const findings = [...filming(machine), ...others];
    for (const finding of findings) {
      const { part, found, what, remedy } = finding;
      if (json) context.json(found ? { part, found, what } : { ...finding });
      context.say(`${found ? 'ok     ' : 'missing'}  ${part.padEnd(16)}  ${what}`);
      if (!found && remedy)
        context.say(`${' '.repeat(27)}${remedy.replaceAll('\n  ', `\n${' '.repeat(27)}`)}`);
    }
    if (canFilm(machine)) return 0;
    context.say('Nothing can be filmed on this machine until a browser and an encoder are there.');
    return 1;
  },
});

/** Whether a film can be made at all: a browser, and somebody who encodes. */
function canFilm({ browser, ffmpeg }: MachineReport): boolean {
  if (browser instanceof Error) return false;
  return browser.h264 || (ffmpeg !== undefined && !(ffmpeg instanceof Error) && ffmpeg.x264);
}

function filming({ browser, ffmpeg, embedded }: MachineReport): Finding[] {
  const findings: Finding[] = [];
  if (browser instanceof Error) {
    const [what = '', ...more] = browser.message.split('\n');
    findings.push({ part: 'browser', found: false, what, remedy: more.join('\n').trim() || BROWSER_REMEDY });
  } else {
    const { path, how, version, webgl, h264 } = browser;
    findings.push(
      { part: 'browser', found: true, what: `${version} (${path}, ${how})` },
      {
        part: 'WebGL 2',
        found: webgl !== null,
        what: webgl ?? 'the browser draws no 3-D surfaces',
        remedy: `Another browser does: ${BROWSER_REMEDY}`,
      },
      {
        part: 'browser encoder',
        found: h264,
        what: h264 ? 'WebCodecs, H.264 at 1080p60' : 'the browser does not encode H.264',
        remedy: 'ffmpeg does it in its place; or take another browser.',
      },
    );
  }
  const x264 = ffmpeg !== undefined && !(ffmpeg instanceof Error) && ffmpeg.x264;
  findings.push({
    part: 'ffmpeg',
    found: x264,
    what: ffmpegText(ffmpeg),
    remedy: `${FFMPEG_REMEDY}\n  Without it, the browser encodes: larger files at the same quality.`,
  });
  findings.push({
    part: 'embedded browser',
    found: embedded !== undefined,
    what:
      embedded === undefined ? 'the optional package is not installed' : `@sparticuz/chromium ${embedded}`,
    remedy: 'Needed only where no browser is installed (Linux x64): npm install @sparticuz/chromium',
  });
  return findings;
}

function ffmpegText(ffmpeg: MachineReport['ffmpeg']): string {
  if (ffmpeg === undefined) return 'not found';
  if (ffmpeg instanceof Error) return ffmpeg.message.split('\n')[0] ?? '';
  return `${ffmpeg.version} (${ffmpeg.path}, ${ffmpeg.how})${ffmpeg.x264 ? ', libx264' : ', without libx264'}`;
}

async function kernel(): Promise<Finding> {
  const part = 'training kernel';
  try {
    const { variant } = await loadKernel();
    return { part, found: true, what: `WebAssembly, backend=wasm-${variant}` };
  } catch (error) {
    return { part, found: false, what: firstLine(error), remedy: 'npm run build:kernel' };
  }
}

/** Both ways to TensorFlow.js: one is enough for backend=tfjs, and training needs neither. */
async function tensorFlow(): Promise<Finding> {
  const here: string[] = [];
  const reasons: string[] = [];
  for (const name of TENSORFLOWS)
    await loadTensorFlow(name).then(
      () => here.push(`backend=${name}`),
      (error: unknown) => reasons.push(firstLine(error)),
    );
  const found = here.length > 0;
  const what = [...here, ...reasons].join('; ');
  return {
    part: 'TensorFlow.js',
    found,
    what,
    remedy: 'Needed only for backend=tfjs: our own kernel is quicker.',
  };
}

async function fonts(): Promise<Finding> {
  const folder = fileURLToPath(new URL('../../assets/fonts', import.meta.url));
  const files = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.woff2'));
  return {
    part: 'fonts',
    found: files.length > 0,
    what: files.length > 0 ? `${files.length} files in assets/fonts` : 'assets/fonts holds none',
    remedy: 'They are part of the repository: git checkout -- assets/fonts',
  };
}

async function defaultRun(): Promise<Finding> {
  const part = 'default run';
  try {
    await (await Run.open(folderSource('default'))).verify();
    return { part, found: true, what: 'assets/runs/default is whole' };
  } catch (error) {
    return {
      part,
      found: false,
      what: firstLine(error),
      remedy: 'It is part of the repository: git checkout -- assets/runs/default (or npm run train)',
    };
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
