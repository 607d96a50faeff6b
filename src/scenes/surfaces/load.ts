import { InputError } from '../../errors';
import type { Run } from '../../recording/run';
import { labels } from '../../recording/tensor';
import { type Candidate, chooseNeuron } from './choice';
import { type Decomposition, decompose, extent } from './parts';

/** What the chapter takes from a recording. */
export interface SurfacesData extends Decomposition {
  /** One of the neurons that the recording chose (the rule stands in the tensor's meaning): see `chooseNeuron`. */
  readonly neuron: number;
  /** What the neuron's activation function is called. */
  readonly activation: string;
  /** How many neurons the hidden layer has. */
  readonly neurons: number;
  /** The frequency that explains most of the neuron. */
  readonly k: number;
  /** The lowest and the highest value about the mean: every height and every colour is measured against these. */
  readonly range: readonly [low: number, high: number];
  /** The fraction of the variance that needs x and y together before the activation function; after it, 1 − additive. */
  readonly togetherBefore: number;
}

const PRE = 'blocks.0.mlp.hook_pre';
const POST = 'blocks.0.mlp.hook_post';

/**
 * Reads what the chapter shows from a recording.
 *
 * @throws InputError if the run is not about addition, shows no neuron, or lacks a tensor.
 */
export async function loadSurfaces(run: Run): Promise<SurfacesData> {
  const { operation } = run.manifest.task;
  if (operation !== 'add') {
    throw new InputError(
      `the chapter "surfaces" explains addition, but run "${run.name}" was trained on "${operation}". Choose a run with op=add.`,
    );
  }
  const recorded = labels(await run.tensor(POST), 'neuron').filter((label) => typeof label === 'number');
  const frequencies = await run.numbers('blocks.0.mlp.neuron_frequency');
  const candidates: (Candidate & { readonly waves: Decomposition })[] = [];
  for (const neuron of recorded) {
    const { data } = await run.surface(POST, { neuron });
    candidates.push({ neuron, k: frequencies[neuron] ?? 0, waves: decompose(data, run.p) });
  }
  const chosen = chooseNeuron(candidates);
  if (chosen === undefined) {
    throw new InputError(
      `run "${run.name}": the tensor "${POST}" names no neuron to look at. Record it with: npm run analyze run=${run.name}`,
    );
  }
  const { neuron, k, waves } = chosen;
  const before = await run.surface(PRE, { neuron });
  const { activation, dMlp } = run.manifest.architecture;
  return {
    ...waves,
    neuron,
    activation: activation === 'relu' ? 'ReLU' : activation,
    neurons: dMlp,
    k,
    range: extent(waves.centred.data),
    togetherBefore: 1 - decompose(before.data, run.p).additive,
  };
}
