import { z } from 'zod';
import { CLAIMS, keptIn } from '../../experiments/experiment-options';
import { Results } from '../../experiments/results-node';
import { made } from '../made-node';

/** What one codec made of a clip. */
const row = z.object({
  codec: z.string(),
  crf: z.number().nullable(),
  /** How much colour was compared: all of it for codecs that keep all. */
  chroma: z.enum(['4:2:0', '4:4:4']).default('4:2:0'),
  /** Structural similarity with the frames as drawn: the mean of all frames, and the frame that suffered most. */
  mean: z.number(),
  least: z.number(),
  megabitsPerSecond: z.number(),
  /** Encoding alone, on the machine that measured. */
  framesPerSecond: z.number(),
  /** Processor time of the encoder; null where the system does not tell. */
  millisecondsPerFrame: z.number().nullable(),
});
export type QualityRow = z.infer<typeof row>;

/** What was measured of a clip, with what. */
export const qualityResult = z.object({
  made,
  preset: z.string(),
  rows: z.array(row),
});
export type QualityResult = z.infer<typeof qualityResult>;

/** The kept measurements below a folder, a file for each clip. */
export const qualityResults = (out: string) => new Results(keptIn(out, 'quality'), qualityResult, CLAIMS);
