import { z } from 'zod';
import { CLAIMS, keptIn } from '../../experiments/experiment-options';
import { Results } from '../../experiments/results-node';
import { type Made, made } from '../made-node';
import type { SceneComparison } from './compare';
import { goalsOf } from './goals';

const figure = z.object({ median: z.number(), least: z.number(), most: z.number() });

/** What was measured of one scene, as it is kept: what failed is left out. */
export const renderResult = z.object({
  made,
  rounds: z.number(),
  /** Length of the clip that whole commands filmed. */
  seconds: z.number(),
  loops: z.array(
    z.object({
      name: z.string(),
      framesPerSecond: figure,
      ofDrawing: figure.nullable(),
      drawn: z.number().nullable(),
    }),
  ),
  commands: z.array(
    z.object({
      name: z.string(),
      ours: z.boolean(),
      seconds: figure,
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
  goals: z.array(z.object({ name: z.string(), wanted: z.number(), found: z.number().nullable() })),
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
    ...{ made: by, rounds, seconds },
    loops: loops.flatMap(({ name, framesPerSecond, ofDrawing = null, drawn = null }) =>
      framesPerSecond ? [{ name, framesPerSecond, ofDrawing, drawn }] : [],
    ),
    commands: commands.flatMap(({ name, ours, seconds: taken, film }) =>
      taken ? [{ name, ours, seconds: taken, film: film ? { ...film, notes: [...film.notes] } : null }] : [],
    ),
    goals: goalsOf(loops, commands).map(({ name, wanted, found = null }) => ({ name, wanted, found })),
  };
}
