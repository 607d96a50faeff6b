import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { examineMachine } from '../../render';
import { provenance } from '../provenance-node';

/** What figures of renderers and codecs were measured with, as it is kept beside them. */
export const made = z.object({
  command: z.string(),
  clockwork: z.string(),
  commit: z.string().nullable(),
  date: z.string(),
  node: z.string(),
  browser: z.string(),
  ffmpeg: z.string().nullable(),
  cores: z.number(),
});
export type Made = z.infer<typeof made>;

/** What this was measured with: versions and cores, nothing that tells whose machine it is. */
export async function maker(command: string): Promise<Made> {
  const [machine, { clockwork, commit }] = await Promise.all([examineMachine(), provenance()]);
  const { browser, ffmpeg } = machine;
  return {
    ...{ command, clockwork, commit, date: new Date().toISOString(), node: process.versions.node },
    browser: browser instanceof Error ? 'none' : browser.version,
    ffmpeg: ffmpeg instanceof Error ? null : (ffmpeg?.version ?? null),
    cores: availableParallelism(),
  };
}
