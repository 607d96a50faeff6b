import { WorkError } from '../errors';
import { activateAll } from '../model/activation-function';
import type { Architecture } from '../model/architecture';
import { activation } from '../model/forward';
import { foldNetwork } from '../model/network';
import type { Task } from '../model/task';
import type { Weights } from '../model/weights';
import type { NamedTensor } from '../recording/tensor';
import { analyzeGroup } from './analyze-group';
import { fitClockProbes } from './clock-probes';
import { createDft } from './dft';
import { dissect, dissectionTensors } from './dissection';
import { filmTensors, rowNeuronTensors } from './film-tensors';
import { exampleTensors, logitTensors, neuronTensors, probeTensors, spectrumTensors } from './final-tensors';
import { frequencyNorms } from './fourier-norms';
import type { GroupRecord } from './group-measures';
import { type HeadlineValue, headlineMeasures } from './headline';
import { interactionTensor, productTensors } from './interaction-tensor';
import { keyFrequencies } from './key-frequencies';
import { measureWeights } from './measure-step';
import { chooseNeurons, easiestToSee } from './neuron-choice';
import { chooseNeuronPair, pairTensors } from './neuron-pair';
import { profileNeurons } from './neuron-profile';
import { perspectiveOn, viewTensors } from './perspective';
import { phaseTensor } from './phase-tensor';
import { chooseRowNeurons } from './row-neurons';
import { measureActivations } from './site-measures';
import type { PairSplit } from './split-score';
import { measureStep, type StepMeasurer, type StepPlan, type StepRecord } from './step-measures';
import { inOrder } from './step-order';
import { stepTensors } from './step-tensors';
import { spacedSteps } from './steps-to-record';
import { surfaceFilm } from './surface-film';
import { finalSurfaces } from './surface-tensors';
import { WORKED_EXAMPLE_RULE, workedExamples } from './worked-examples';

/** How many moments of the training show the activations; decides most of a run's size. */
export const WATCHED_STEPS = 120;

/** How many moments of the training tell where the products are made: each costs as much as a step without it. */
export const ABLATED_STEPS = 30;

/** A run to take apart. Weights are asked for one step at a time, so memory does not grow with the steps. */
export interface AnalysisInput {
  readonly task: Task;
  readonly split: PairSplit;
  readonly architecture: Architecture;
  /** The steps whose weights are recorded, rising; the last one is the network that is taken apart. */
  readonly steps: readonly number[];
  readonly weightsAt: (step: number) => Promise<Weights>;
  /**
   * Measures the steps before the last, in any order: a team of threads does it quicker than this one, which
   * measures them one after the other, in float64, when this is left out.
   */
  readonly measureSteps?: (plan: StepPlan, steps: readonly number[]) => AsyncIterable<StepRecord>;
  /** The same for a network that composes permutations. */
  readonly measureGroupSteps?: (steps: readonly number[]) => AsyncIterable<GroupRecord>;
  readonly onStep?: (step: number, done: number, total: number) => void;
}

/** What an analysis leaves behind: three files of tensors, and the headline measures for the manifest. */
export interface Analysis {
  readonly analysis: readonly NamedTensor[];
  readonly surfaces: readonly NamedTensor[];
  readonly film: readonly NamedTensor[];
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
  const { task, steps, architecture, split } = input;
  const last = steps.at(-1);
  if (last === undefined)
    throw new WorkError('the run holds no weights of any step: there is nothing to analyze.');
  if (task.operation === 's5') return analyzeGroup(input, last);
  const perspective = perspectiveOn(task, split);
  const { table } = perspective;
  const p = table.size;
  const dft = createDft(p);
  const weights = await input.weightsAt(last);
  const raw = foldNetwork(architecture, weights);
  const rawLogits = activation(raw, 'logits').data;
  const network = perspective.network(raw);
  const logits = perspective.logits(rawLogits, architecture.dVocabOut);
  const spectra = measureWeights(network, [], dft);
  const keys = keyFrequencies(frequencyNorms(spectra.embedNorms), frequencyNorms(spectra.unembedNorms));
  const sums = !('reason' in perspective.view);
  const probes = fitClockProbes(network, keys);
  const pre = activation(network, 'blocks.0.mlp.hook_pre').data;
  const values = { pre, post: activateAll(architecture.activation, pre) };
  const activations = measureActivations(network);
  const profiles = profileNeurons(activations.pre.powers, activations.post.powers, p);
  const chosen = chooseNeurons(profiles, keys);
  const neurons = chosen.map(({ neuron }) => neuron);
  const rowNeurons = chooseRowNeurons(profiles, keys, activations.pre.marginals);
  const examples = workedExamples(table.split, p);
  const answer = table.labels[examples[0] ?? 0] ?? 0;
  const drawn = finalSurfaces(network, values, neurons, answer, logits, dft);
  const pair = chooseNeuronPair(network, values.post, profiles, keys, drawn.output);
  const easy = easiestToSee(chosen);
  const watched = spacedSteps(steps, WATCHED_STEPS);
  const plan: StepPlan = {
    keys,
    probes,
    neurons: [
      ...new Set([
        ...neurons.slice(0, 1),
        ...(easy === undefined ? [] : [easy.neuron]),
        ...(pair?.neurons ?? []),
      ]),
    ],
    output: drawn.output,
    answer,
    rowNeurons: rowNeurons.map(({ neuron }) => neuron),
    watched,
    ablated: spacedSteps(watched, ABLATED_STEPS),
  };
  const measurer = { task, split, architecture, perspective, plan, dft };
  const before = steps.slice(0, -1);
  // A team of threads begins here, and works on the steps while this one dissects the final network.
  const measured = input.measureSteps?.(plan, before) ?? oneByOne(measurer, before, input.weightsAt);
  const final = measureStep(measurer, last, weights, rawLogits);
  const dissection = dissect({ network, table, sums, logits, keys, profiles, dft, values });
  const records = await inOrder(measured, final, (record, done) =>
    input.onStep?.(record.step, done, steps.length),
  );
  const seen = records.flatMap(({ step, watched }) => (watched === undefined ? [] : [{ step, watched }]));
  const [seenSteps, scenes] = [seen.map(({ step }) => step), seen.map((one) => one.watched)];
  return {
    analysis: [
      ...viewTensors(perspective),
      ...spectrumTensors(measureWeights(network, keys, dft), keys),
      ...(keys.length > 0 ? probeTensors(probes, network) : []),
      ...(sums && keys.length > 0 ? logitTensors(logits, keys, dft) : []),
      ...neuronTensors(profiles),
      ...drawn.waves,
      ...pairTensors(pair),
      ...exampleTensors(examples, logits, WORKED_EXAMPLE_RULE),
      ...stepTensors(records, keys, p),
      interactionTensor(seenSteps, scenes),
      ...productTensors(records),
      ...dissectionTensors(dissection, keys),
      ...phaseTensor(records),
    ],
    surfaces: [...drawn.surfaces, ...surfaceFilm(seenSteps, scenes, plan, p)],
    film: [...rowNeuronTensors(rowNeurons), ...filmTensors(seenSteps, scenes, plan, p)],
    headline: headlineMeasures({
      view: perspective.view,
      records,
      keys,
      profiles,
      probes,
      logits,
      dft,
      dissection,
    }),
  };
}

async function* oneByOne(
  measurer: StepMeasurer,
  steps: readonly number[],
  weightsAt: AnalysisInput['weightsAt'],
): AsyncGenerator<StepRecord> {
  for (const step of steps) {
    const weights = await weightsAt(step);
    const logits = activation(foldNetwork(measurer.architecture, weights), 'logits').data;
    yield measureStep(measurer, step, weights, logits);
  }
}
