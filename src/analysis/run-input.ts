import { InputError } from '../errors';
import { type Architecture, createArchitecture } from '../model/architecture';
import { isOperationName, operation } from '../model/operations';
import { splitPairs } from '../model/split';
import { createTask, type Task } from '../model/task';
import { mapWeights, type Weights, weightLength } from '../model/weights';
import type { Run } from '../recording/run';
import type { AnalysisInput } from './analyze-run';
import type { PairSplit } from './split-score';

/** What a recorded run gives to its analysis: task, split and architecture from the manifest, weights on demand. */
export function analysisInput(run: Run): AnalysisInput {
  const { seed, fraction } = run.manifest.task;
  const task = taskOfRun(run);
  const architecture = architectureOfRun(run);
  return {
    task,
    architecture,
    split: splitOfTask(task, seed, fraction),
    steps: run.checkpointSteps,
    weightsAt: (step) => weightsOfRun(run, architecture, step),
  };
}

/**
 * The split of a recorded run. A fraction of 0 says that nobody knows which pairs were trained on: then all pairs
 * stand on the train side and none is held out.
 */
export function splitOfTask(task: Task, seed: number, fraction: number): PairSplit {
  return fraction === 0 ? { train: task.pairs, test: new Int32Array(0) } : splitPairs(task, seed, fraction);
}

/** The task that a run was trained on. Throws {@link InputError} for an operation that is not known here. */
export function taskOfRun(run: Run): Task {
  const { operation: name, p } = run.manifest.task;
  if (!isOperationName(name)) {
    throw new InputError(
      `run "${run.name}" was trained on the operation "${name}", which this Clockwork does not know.`,
    );
  }
  return createTask(operation(name).kind === 'finite' ? { operation: name } : { operation: name, p });
}

/** The architecture of a run's network. */
export function architectureOfRun(run: Run): Architecture {
  const { vocabulary, logits, dModel, heads, dMlp, activation, attentionRate } = run.manifest.architecture;
  if (activation !== 'relu' && activation !== 'gelu') {
    throw new InputError(
      `run "${run.name}" has the activation function "${activation}"; known are relu and gelu.`,
    );
  }
  const architecture = createArchitecture(vocabulary, {
    dModel,
    heads,
    dMlp,
    activation,
    ...(typeof attentionRate === 'number' ? { attentionRate } : {}),
  });
  // Some published networks have no logit for "=".
  return typeof logits === 'number' ? { ...architecture, dVocabOut: logits } : architecture;
}

/**
 * The weights of a recorded step.
 *
 * Throws {@link InputError} naming the weight that is missing or has the wrong size.
 */
export async function weightsOfRun(run: Run, architecture: Architecture, step: number): Promise<Weights> {
  const stored = await run.checkpoint(step);
  return mapWeights((name) => {
    const found = stored.get(name);
    const expected = weightLength(architecture, name);
    if (found === undefined || found.data.length !== expected) {
      const what = found === undefined ? 'is missing' : `holds ${found.data.length} values, not ${expected}`;
      throw new InputError(`run "${run.name}", step ${step}: the weight ${name} ${what}.`);
    }
    return found.data instanceof Float64Array ? found.data : Float32Array.from(found.data);
  });
}
