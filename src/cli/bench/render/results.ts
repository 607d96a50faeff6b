import { z } from 'zod';
import { CLAIMS, keptIn } from '../../experiments/experiment-options';
import { Results } from '../../experiments/results-node';
import { type Made, made } from '../made-node';
import type { SceneComparison } from './compare';
import { goalsOf } from './goals';
import { LOOPS_A_ROUND } from './rounds';

const figure = z.object({ median: z.number(), least: z.number(), most: z.number() });

/** Seconds of processor time. */
const cpu = z.object({
  pages: z.number(),
  browser: z.number(),
  node: z.number(),
  ffmpeg: z.number(),
  thread: z.number(),
});

/** What was measured of one scene, as it is kept: what failed is left out. */
export const renderResult = z.object({
  made,
  /** Rounds of whole commands, and of loops: figures of earlier versions tell of the same number. */
  rounds: z.number(),
  loopRounds: z.number().optional(),
  /** Length of the clip that whole commands filmed. */
  seconds: z.number(),
  loops: z.array(
    z.object({
      name: z.string(),
      framesPerSecond: figure,
      ofDrawing: figure.nullable(),
      drawn: z.number().nullable(),
      /** A frame; figures of earlier versions tell of none. */
      cpu: cpu.nullable().default(null),
    }),
  ),
  commands: z.array(
    z.object({
      name: z.string(),
      ours: z.boolean(),
      seconds: figure,
      cpu: z.number().nullable().default(null),
      ends: z.object({ before: figure, after: figure }).nullable().default(null),
      film: z
        .object({
          frames: z.number(),
          bytes: z.number(),
          megabitsPerSecond: z.number(),
          ssim: z.object({ mean: z.number(), least: z.number(), frames: z.number() }),
          notes: z.array(z.string()),
        })
        .nullable(),
    }),
  ),
  goals: z.array(
    z.object({
      name: z.string(),
      wanted: z.number(),
      found: z.number().nullable(),
      by: z.string().nullable().default(null),
    }),
  ),
});
export type RenderResult = z.infer<typeof renderResult>;

/** The kept comparisons below a folder, a file for each scene. */
export const renderResults = (out: string) => new Results(keptIn(out, 'render'), renderResult, CLAIMS);

/** A comparison as it is kept. */
export function resultOf(
  { seconds, loops, commands }: SceneComparison,
  by: Made,
  rounds: number,
): RenderResult {
  return {
    ...{ made: by, rounds, loopRounds: LOOPS_A_ROUND * rounds, seconds },
    loops: loops.flatMap(({ name, framesPerSecond, ofDrawing = null, drawn = null, cpu = null }) =>
      framesPerSecond ? [{ name, framesPerSecond, ofDrawing, drawn, cpu }] : [],
    ),
    commands: commands.flatMap(({ name, ours, seconds: taken, cpu = null, ends = null, film }) =>
      taken
        ? [{ name, ours, seconds: taken, cpu, ends, film: film ? { ...film, notes: [...film.notes] } : null }]
        : [],
    ),
    goals: goalsOf(loops, commands).map(({ name, wanted, found = null, by = null }) => ({
      ...{ name, wanted, found, by },
    })),
  };
}
