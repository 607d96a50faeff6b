import { WorkError } from '../errors';
import type { Architecture } from '../model/architecture';
import { activation } from '../model/forward';
import { foldNetwork, type Network } from '../model/network';
import type { Task } from '../model/task';
import type { FloatArray, Weights } from '../model/weights';
import type { NamedTensor } from '../recording/tensor';
import { fitClockProbes, probeR2, readProbe } from './clock-probes';
import { createDft, type Dft } from './dft';
import { dissect, dissectionTensors } from './dissection';
import { exampleTensors, logitTensors, neuronTensors, probeTensors, spectrumTensors } from './final-tensors';
import { frequencyNorms } from './fourier-norms';
import { type HeadlineValue, headlineMeasures } from './headline';
import { measureInteractions } from './interaction';
import { keyFrequencies } from './key-frequencies';
import { measureLogits, measureWeights } from './measure-step';
import { chooseNeurons } from './neuron-choice';
import { chooseNeuronPair, pairTensors } from './neuron-pair';
import { type NeuronProfile, profileNeuron } from './neuron-profile';
import { columnSurface } from './neuron-surfaces';
import { perspectiveOn, viewTensors } from './perspective';
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
  if (task.operation === 's5')
    return nothing(`${task.formula}: permutations are no residues and have no waves`);
  const perspective = perspectiveOn(task, input.split);
  const { table } = perspective;
  const dft = createDft(table.size);
  const raw = foldNetwork(architecture, await input.weightsAt(last));
  const rawLogits = activation(raw, 'logits').data;
  const network = perspective.network(raw);
  const logits = perspective.logits(rawLogits, architecture.dVocabOut);
  const spectra = measureWeights(network, [], dft);
  const keys = keyFrequencies(frequencyNorms(spectra.embedNorms), frequencyNorms(spectra.unembedNorms));
  const probes = fitClockProbes(network, keys);
  const post = activation(network, 'blocks.0.mlp.hook_post').data;
  const profiles = profileNeurons(network, post, dft);
  const neurons = chooseNeurons(profiles, keys).map(({ neuron }) => neuron);
  const examples = workedExamples(table.split, table.size);
  const answer = table.labels[examples[0] ?? 0] ?? 0;
  const drawn = finalSurfaces(network, neurons, answer, logits, dft);
  const pair = chooseNeuronPair(network, post, profiles, keys, drawn.output);
  const followed = [...new Set([...neurons.slice(0, 1), ...(pair?.neurons ?? [])])];
  const film = new SurfaceFilm(followed, drawn.output, answer, spacedSteps(steps, SURFACE_STEPS));
  const interactionSteps = spacedSteps(steps, INTERACTION_STEPS);
  const interactions: InteractionRecord[] = [];
  const records: StepRecord[] = [];
  for (const step of steps) {
    const state = step === last ? raw : foldNetwork(architecture, await input.weightsAt(step));
    const values = step === last ? rawLogits : await logitsOf(state, input);
    const seen = perspective.network(state);
    const seenLogits = perspective.logits(values, architecture.dVocabOut);
    records.push({
      step,
      weights: measureWeights(seen, keys, dft),
      score: scoreSplit(values, architecture.dVocabOut, task.labels, task.size, input.split),
      probeR2: probes.map((probe) => probeR2(probe, seen)),
      probeReadouts: probes.map((probe) => readProbe(probe, seen)),
      ...('reason' in perspective.view ? {} : { logits: measureLogits(seenLogits, table.split, keys, dft) }),
    });
    const interacts = interactionSteps.includes(step);
    if (film.wants(step) || interacts) {
      const pre = activation(seen, 'blocks.0.mlp.hook_pre').data;
      if (film.wants(step)) film.take(step, seen, pre, seenLogits);
      if (interacts) interactions.push({ step, sites: measureInteractions(seen, keys, pre) });
    }
    input.onStep?.(step, records.length, steps.length);
  }
  const clocks = !('reason' in perspective.view) && keys.length > 0;
  const dissection = clocks ? dissect({ network, table, logits, keys, profiles, dft }) : undefined;
  return {
    analysis: [
      ...viewTensors(perspective),
      ...spectrumTensors(measureWeights(network, keys, dft), keys),
      ...(keys.length > 0 ? probeTensors(probes, network) : []),
      ...(clocks ? logitTensors(logits, keys, dft) : []),
      ...neuronTensors(profiles),
      ...drawn.waves,
      ...pairTensors(pair),
      ...exampleTensors(examples, logits, WORKED_EXAMPLE_RULE),
      ...stepTensors(records, keys, table.size),
      interactionTensor(interactions),
      ...(dissection ? dissectionTensors(dissection, keys) : []),
      ...phaseTensor(records),
    ],
    surfaces: [...drawn.surfaces, ...film.tensors(table.size)],
    headline: headlineMeasures({
      view: perspective.view,
      records,
      keys,
      profiles,
      probes,
      logits,
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

function profileNeurons(network: Network, post: Float64Array, dft: Dft): NeuronProfile[] {
  const { dMlp } = network.architecture;
  const pre = activation(network, 'blocks.0.mlp.hook_pre').data;
  return Array.from({ length: dMlp }, (_, neuron) =>
    profileNeuron(neuron, columnSurface(pre, dMlp, neuron), columnSurface(post, dMlp, neuron), dft),
  );
}
