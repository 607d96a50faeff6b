import { availableParallelism } from 'node:os';
import type { Analysis } from '../analysis/analyze-run';
import { recordAnalysis } from '../analysis/record-analysis-node';
import { InterruptedError } from '../errors';
import { Run } from '../recording/run';
import { folderSource } from '../recording/source-node';
import type { CommandContext } from './command';

/** Up to this many steps are measured in float64 before threads have started. */
const FEW_STEPS = 4;

/**
 * Analyzes a recorded run with all cores of this machine, and shows progress on a terminal.
 *
 * @throws InterruptedError on Ctrl-C; the run is as it was.
 */
export async function analyzeRecorded(
  name: string,
  { signal }: Pick<CommandContext, 'signal'>,
  threads = availableParallelism(),
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
  const few = run.checkpointSteps.length <= FEW_STEPS;
  return recordAnalysis(name, { onStep, ...(few ? {} : { threads }) });
}
