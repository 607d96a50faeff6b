import { parentPort, workerData } from 'node:worker_threads';
import { PLAIN_ADAMW } from '../model/backend';
import { createBackend } from '../model/backends-node';
import { fastLogits } from '../model/fast-logits';
import type { FloatArray, Weights } from '../model/weights';
import { Run } from '../recording/run';
import { folderSource } from '../recording/source-node';
import { createDft } from './dft';
import { type GroupRecord, measureGroupStep } from './group-measures';
import { perspectiveOn } from './perspective';
import { analysisInput } from './run-input';
import { measureStep, type StepRecord } from './step-measures';
import type { StepShare } from './step-team-node';

// Only startStepTeam() starts this file, with its share of the steps.
const { run: name, runs, plan, steps } = workerData as StepShare;
const run = await Run.open(folderSource(name, runs));
const { task, split, architecture, weightsAt } = analysisInput(run);
const backend = await createBackend('auto', { task, architecture, split }, PLAIN_ADAMW, 1);
const logits = fastLogits(backend, task);
const measure = measurer();
for (const step of steps) {
  const weights = await weightsAt(step);
  parentPort?.postMessage(measure(step, weights, await logits(weights)));
}
await backend.close();

/** How a step of this run is measured. */
function measurer(): (step: number, weights: Weights, values: FloatArray) => StepRecord | GroupRecord {
  const parts = { task, split, architecture };
  if (plan === 'group') return (step, weights, values) => measureGroupStep(parts, step, weights, values);
  const perspective = perspectiveOn(task, split);
  const all = { ...parts, perspective, plan, dft: createDft(perspective.table.size) };
  return (step, weights, values) => measureStep(all, step, weights, values);
}
