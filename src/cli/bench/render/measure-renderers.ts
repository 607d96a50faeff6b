import { InputError } from '../../../errors';
import type { CommandContext } from '../../command';
import { compareRenderers, type RenderBenchOptions } from './compare';
import { BENCH_SCENES, type BenchScene } from './contestant';
import { printComparison, printGoals } from './print';
import { saveComparison } from './save';

/** What `bench render` is told. */
export interface RenderWords extends Pick<RenderBenchOptions, 'frames' | 'seconds' | 'rounds' | 'rivals'> {
  readonly scenes: readonly BenchScene[] | undefined;
  /** A chapter instead, the recording that it draws, and its first frame. */
  readonly scene: string | undefined;
  readonly run: string;
  readonly from: number;
  readonly json: boolean;
  readonly save: boolean;
}

/** The folder of the page, and of the figures that it is made of. */
const OUT = 'docs';

/** Compares renderers, prints what comes about, and keeps it if that was asked for. */
export async function measureRenderers(
  words: RenderWords,
  { signal, commandLine, say, json }: CommandContext,
): Promise<void> {
  const { scene, run, from, rounds } = words;
  const chapter = scene === undefined ? undefined : { scene, run, from };
  if (chapter && words.save)
    throw new InputError(
      `save=true keeps what all renderers can draw: it goes with scenes=, not with scene=${scene}.`,
    );
  const compared = await compareRenderers(
    { ...words, scenes: words.scenes ?? BENCH_SCENES, chapter, signal },
    {
      onScene: async (comparison) => {
        printComparison(comparison, { json: words.json ? json : undefined, say });
        if (words.save && !signal.aborted)
          await saveComparison(comparison, { command: commandLine, rounds, out: OUT });
      },
      onMissing: (name, reason) => say(`${name} does not take part: ${reason}`),
    },
  );
  if (!words.json) printGoals(compared);
}
