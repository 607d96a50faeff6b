import { parentPort, workerData } from 'node:worker_threads';
import { PLAIN_ADAMW } from '../model/backend';
import { createBackend } from '../model/backends-node';
import { fastLogits } from '../model/fast-logits';
import { Run } from '../recording/run';
import { folderSource } from '../recording/source-node';
import { createDft } from './dft';
import { perspectiveOn } from './perspective';
import { analysisInput } from './run-input';
import { measureStep } from './step-measures';
import type { StepShare } from './step-team-node';

// Only startStepTeam() starts this file, with its share of the steps.
const { run: name, runs, plan, steps } = workerData as StepShare;
const run = await Run.open(folderSource(name, runs));
const { task, split, architecture, weightsAt } = analysisInput(run);
const perspective = perspectiveOn(task, split);
const measurer = { task, split, architecture, perspective, plan, dft: createDft(perspective.table.size) };
const backend = await createBackend('auto', { task, architecture, split }, PLAIN_ADAMW, 1);
const logits = fastLogits(backend, task);
for (const step of steps) {
  const weights = await weightsAt(step);
  parentPort?.postMessage(measureStep(measurer, step, weights, await logits(weights)));
}
await backend.close();
