import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { QUALITIES, type Quality } from '../../../render';
import type { Arrivals, BenchClip, Contestant } from './contestant';
import { limitFor } from './rivals/limit';
import { runTool } from './rivals/run-tool';

/** The project of the scenes that every renderer draws with its own means. */
export const BENCH_PROJECT = fileURLToPath(new URL('../../../../examples/bench/project.ts', import.meta.url));

/** The project of the film's chapters. */
export const OWN_PROJECT = fileURLToPath(new URL('../../../scenes/project.ts', import.meta.url));

const PROGRAM = fileURLToPath(new URL('../../../../bin/clockwork.mjs', import.meta.url));

const { preview, high } = QUALITIES;

/** With what care ffmpeg encodes a quality, in words. */
export const careOf = ({ preset, crf }: Quality) => `x264 ${preset}, crf ${crf}`;

/** Our own two qualities, as anybody would call them; nothing that an earlier film kept is used. */
export const OURS: readonly Contestant[] = [
  { name: `Clockwork, preview (${careOf(preview)})`, film: render(['quality=preview']) },
  { name: `Clockwork, high (${careOf(high)})`, film: render(['quality=high']) },
];

/** Without loss: the frames themselves, which all films are compared with. */
export const filmReference = render(['quality=high', 'crf=0', `preset=${preview.preset}`]);

/** A film by the command line, in a process of its own. */
function render(words: readonly string[]): Contestant['film'] {
  return async (clip: BenchClip, out, signal) => {
    const { scene, size, fps, seconds } = clip;
    const args = [
      ...[PROGRAM, 'render', `project=${BENCH_PROJECT}`, `scene=${scene}`, ...words],
      ...[`size=${size.width}x${size.height}`, `fps=${fps}`, `variables=${JSON.stringify({ seconds })}`],
      ...['cache=false', 'json=true', `out=${out}`],
    ];
    const name = `clockwork ${words.join(' ')}`;
    const env = { CLOCKWORK_ARRIVALS: '1' };
    const tool = { name, program: process.execPath, args, env, limit: limitFor(clip) };
    return arrivalsIn(await runTool(tool, signal));
  };
}

const told = z.object({ firstFrame: z.number(), lastFrame: z.number() });

/** What our command says of its film, in the one line that is for machines. */
function arrivalsIn(said: string): Arrivals | undefined {
  const line = /^\{.*\}$/m.exec(said)?.[0];
  return line === undefined ? undefined : told.parse(JSON.parse(line));
}
