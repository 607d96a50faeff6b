import { WorkError } from '../errors';
import type { Architecture } from '../model/architecture';
import { activation } from '../model/forward';
import { foldNetwork, type Network } from '../model/network';
import type { Task } from '../model/task';
import type { FloatArray, Weights } from '../model/weights';
import type { NamedTensor } from '../recording/tensor';
import { type AdditiveView, additiveView, type NoAdditiveView, viewLogits, viewPairs } from './additive-view';
import { type ClockProbe, fitClockProbes, probeR2 } from './clock-probes';
import { createDft, type Dft } from './dft';
import { dissect, dissectionTensors } from './dissection';
import { exampleTensors, logitTensors, neuronTensors, probeTensors, spectrumTensors } from './final-tensors';
import { frequencyNorms } from './fourier-norms';
import { type HeadlineValue, headlineMeasures } from './headline';
import { measureInteractions } from './interaction';
import { keyFrequencies } from './key-frequencies';
import type { LogitTable } from './logit-waves';
import { measureLogits, measureWeights } from './measure-step';
import { chooseNeurons } from './neuron-choice';
import { type NeuronProfile, profileNeuron } from './neuron-profile';
import { columnSurface } from './neuron-surfaces';
import { phaseTensor } from './phase-tensor';
import { type PairSplit, scoreSplit } from './split-score';
import { type InteractionRecord, interactionTensor, type StepRecord, stepTensors } from './step-tensors';
import { spacedSteps } from './steps-to-record';
import { SurfaceFilm } from './surface-film';
import { finalSurfaces } from './surface-tensors';
import { WORKED_EXAMPLE_RULE, workedExamples } from './worked-examples';

/** How many moments of the training the recorded surfaces show; decides most of a run's size. */
export const SURFACE_STEPS = 120;

/** How many moments of the training tell where products of x and y are made: each costs a third of a second. */
export const INTERACTION_STEPS = 40;

/** A run to take apart. Weights are asked for one step at a time, so memory does not grow with the steps. */
export interface AnalysisInput {
  readonly task: Task;
  readonly split: PairSplit;
  readonly architecture: Architecture;
  /** The steps whose weights are recorded, rising; the last one is the network that is taken apart. */
  readonly steps: readonly number[];
  readonly weightsAt: (step: number) => Promise<Weights>;
  /**
   * Logits [pairs, dVocabOut] of all pairs of the table in row-major order, from a fast backend. It serves the
   * curves over the steps; the final step is always computed in float64.
   */
  readonly fastLogits?: (weights: Weights) => FloatArray | Promise<FloatArray>;
  readonly onStep?: (step: number, done: number, total: number) => void;
}

/** What an analysis leaves behind: two files of tensors, and the headline measures for the manifest. */
export interface Analysis {
  readonly analysis: readonly NamedTensor[];
  readonly surfaces: readonly NamedTensor[];
  readonly headline: Readonly<Record<string, HeadlineValue>>;
}

/**
 * Takes a run apart: every measure at the final step, and the progress measures at every recorded step.
 *
 * Key frequencies and probes are those of the final step. What does not apply to the operation is left out; the
 * headline says what and why (`leftOut`).
 *
 * @throws WorkError when the run holds no weights.
 */
export async function analyzeRun(input: AnalysisInput): Promise<Analysis> {
  const { task, steps, architecture } = input;
  const last = steps.at(-1);
  if (last === undefined)
    throw new WorkError('the run holds no weights of any step: there is nothing to analyze.');
  if (task.size % 2 === 0)
    return nothing(`${task.formula} has ${task.size} elements and no Fourier basis over residues`);
  const dft = createDft(task.size);
  const view = additiveView(task);
  const network = foldNetwork(architecture, await input.weightsAt(last));
  const logits: LogitTable = {
    p: task.size,
    columns: architecture.dVocabOut,
    values: activation(network, 'logits').data,
  };
  const spectra = measureWeights(network, [], dft);
  const keys = keyFrequencies(frequencyNorms(spectra.embedNorms), frequencyNorms(spectra.unembedNorms));
  const probes = fitClockProbes(network, keys);
  const profiles = profileNeurons(network, dft);
  const neurons = chooseNeurons(profiles, keys).map(({ neuron }) => neuron);
  const examples = workedExamples(input.split, task.size);
  const answer = task.labels[examples[0] ?? 0] ?? 0;
  const drawn = finalSurfaces(network, neurons, answer, logits, dft);
  const film = new SurfaceFilm(neurons.slice(0, 1), drawn.output, answer, spacedSteps(steps, SURFACE_STEPS));
  const interactionSteps = spacedSteps(steps, INTERACTION_STEPS);
  const interactions: InteractionRecord[] = [];
  const records: StepRecord[] = [];
  for (const step of steps) {
    const state = step === last ? network : foldNetwork(architecture, await input.weightsAt(step));
    const table = step === last ? logits : { ...logits, values: await logitsOf(state, input) };
    records.push(
      measureStep({ step, network: state, table, split: input.split, task, view, keys, probes, dft }),
    );
    film.take(step, state, table);
    if (interactionSteps.includes(step)) interactions.push({ step, sites: measureInteractions(state, keys) });
    input.onStep?.(step, records.length, steps.length);
  }
  const table = 'reason' in view ? view : viewLogits(logits.values, logits.columns, task.size, view);
  const dissection =
    'reason' in table || keys.length === 0
      ? undefined
      : dissect({ network, task, split: input.split, logits, view: table, keys, profiles, dft });
  return {
    analysis: [
      ...spectrumTensors(measureWeights(network, keys, dft), keys),
      ...(keys.length > 0 ? probeTensors(probes, network) : []),
      ...(keys.length > 0 && !('reason' in table) ? logitTensors(table, keys, dft) : []),
      ...neuronTensors(profiles),
      ...drawn.waves,
      ...exampleTensors(examples, logits, task.size, WORKED_EXAMPLE_RULE),
      ...stepTensors(records, keys, task.size),
      interactionTensor(interactions),
      ...(dissection ? dissectionTensors(dissection, keys) : []),
      ...phaseTensor(records),
    ],
    surfaces: [...drawn.surfaces, ...film.tensors(task.size)],
    headline: headlineMeasures({
      task,
      records,
      keys,
      profiles,
      probes,
      table,
      dft,
      interactions,
      ...(dissection ? { dissection } : {}),
    }),
  };
}

/** An analysis that leaves everything out, and says why. */
function nothing(reason: string): Analysis {
  return { analysis: [], surfaces: [], headline: { leftOut: { everything: reason } } };
}

async function logitsOf(network: Network, { fastLogits }: AnalysisInput): Promise<FloatArray> {
  return fastLogits === undefined ? activation(network, 'logits').data : await fastLogits(network.weights);
}

function profileNeurons(network: Network, dft: Dft): NeuronProfile[] {
  const { dMlp } = network.architecture;
  const pre = activation(network, 'blocks.0.mlp.hook_pre').data;
  const post = activation(network, 'blocks.0.mlp.hook_post').data;
  return Array.from({ length: dMlp }, (_, neuron) =>
    profileNeuron(neuron, columnSurface(pre, dMlp, neuron), columnSurface(post, dMlp, neuron), dft),
  );
}

interface StepInput {
  readonly step: number;
  readonly network: Network;
  readonly table: LogitTable;
  readonly split: PairSplit;
  readonly task: Task;
  readonly view: AdditiveView | NoAdditiveView;
  readonly keys: readonly number[];
  readonly probes: readonly ClockProbe[];
  readonly dft: Dft;
}

function measureStep({ step, network, table, split, task, view, keys, probes, dft }: StepInput): StepRecord {
  const record = {
    step,
    weights: measureWeights(network, keys, dft),
    score: scoreSplit(table.values, table.columns, task.labels, task.size, split),
    probeR2: probes.map((probe) => probeR2(probe, network)),
  };
  if ('reason' in view) return record;
  const seen = {
    train: viewPairs(split.train, task.size, view),
    test: viewPairs(split.test, task.size, view),
  };
  const logits = viewLogits(table.values, table.columns, task.size, view);
  return { ...record, logits: measureLogits(logits, seen, keys, dft) };
}
