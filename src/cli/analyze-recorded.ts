import type { Analysis } from '../analysis/analyze-run';
import { recordAnalysis } from '../analysis/record-analysis-node';
import { InterruptedError } from '../errors';
import { PLAIN_ADAMW } from '../model/backend';
import { createBackend } from '../model/backends-node';
import { fastLogits } from '../model/fast-logits';
import { recordedParts } from '../model/recorded-weights';
import { Run } from '../recording/run';
import { folderSource } from '../recording/source-node';
import type { CommandContext } from './command';

/** Below this many steps the float64 forward pass is done before a backend is compiled and loaded. */
const FEW_STEPS = 2;

/**
 * Analyzes a recorded run with the fastest backend of this machine, and shows progress on a terminal.
 *
 * @throws InterruptedError on Ctrl-C; the run is as it was.
 */
export async function analyzeRecorded(
  name: string,
  { signal }: Pick<CommandContext, 'signal'>,
  threads?: number,
): Promise<Analysis> {
  const onStep = (step: number, done: number, total: number) => {
    if (signal.aborted) {
      throw new InterruptedError(`nothing was recorded; analyze again with: npm run analyze run=${name}`);
    }
    if (process.stderr.isTTY) {
      process.stderr.write(`\ranalyzing step ${step} (${done}/${total})${done === total ? '\n' : ' '}`);
    }
  };
  const run = await Run.open(folderSource(name));
  if (run.checkpointSteps.length <= FEW_STEPS) return recordAnalysis(name, { onStep });
  const parts = recordedParts(run);
  const backend = await createBackend('auto', parts, PLAIN_ADAMW, threads);
  try {
    return await recordAnalysis(name, { onStep, fastLogits: fastLogits(backend, parts) });
  } finally {
    await backend.close();
  }
}
