import { analyzeRun } from '../../analysis/analyze-run';
import { clusterNeurons, neuronFrequencies } from '../../analysis/neuron-clusters';
import { analysisInput } from '../../analysis/run-input';
import { measureActivations } from '../../analysis/site-measures';
import { weightNorms } from '../../analysis/weight-norms';
import { foldNetwork, type Network } from '../../model/network';
import { type RecordingOptions, recordTraining, resumeTraining } from '../../model/record-training-node';
import { Run } from '../../recording/run';
import { folderSource, listRuns } from '../../recording/source-node';
import { curveMeasures } from './curve-measures';
import type { SeedResult } from './results-node';
import { settledMeasures } from './settled-measures';

/** Steps between the checkpoints at which norm and neurons are told. */
export const HISTORY_EVERY = 1000;

/**
 * Trains a run to its end, going on where an interruption left it, and takes it apart.
 *
 * @throws InterruptedError on a signal: calling again goes on; BusyError when another process trains it.
 */
export async function trainSeed(options: Omit<RecordingOptions, 'backend'>): Promise<SeedResult> {
  const { name, runs } = options;
  const begun = (await listRuns(runs)).includes(name);
  if (!begun) await recordTraining({ ...options, backend: 'auto' });
  else if ((await Run.open(folderSource(name, runs))).manifest.status === 'training')
    await resumeTraining(options);
  return measureRun(await Run.open(folderSource(name, runs)));
}

/** Measures a recorded run: its curves, its last network, and norm and neurons at its checkpoints. */
export async function measureRun(run: Run): Promise<SeedResult> {
  const input = analysisInput(run);
  const { headline } = await analyzeRun({ ...input, steps: input.steps.slice(-1) });
  const history: SeedResult['history'] = [];
  const last = input.steps.at(-1);
  let squares: SeedResult['squares'] = {};
  for (const step of input.steps.filter((at) => at % HISTORY_EVERY === 0 || at === last)) {
    const network = foldNetwork(input.architecture, await input.weightsAt(step));
    const { total: sumOfSquares, perWeight } = weightNorms(network.weights);
    squares = perWeight;
    history.push({ step, sumOfSquares, neuronsExplained: explainedNeurons(network) });
  }
  const { command, backend, engine, clockwork, commit, date } = run.manifest.made;
  return {
    made: {
      command,
      backend,
      engine: typeof engine === 'string' ? engine : 'unknown',
      clockwork,
      commit,
      date,
    },
    curves: await curveMeasures((name) => run.tensor(name)),
    settled: settledMeasures(headline),
    squares,
    history,
  };
}

/** The share of neurons whose activation one frequency explains. */
function explainedNeurons(network: Network): number {
  return clusterNeurons(neuronFrequencies(measureActivations(network).post.powers)).explained;
}
