import { InputError } from '../../errors';
import type { Run } from '../../recording/run';
import { type Decomposition, decompose, extent } from './parts';

/** What the chapter takes from a recording. */
export interface SurfacesData extends Decomposition {
  /** The neuron that the recording chose for a close look; the rule stands in the tensor's meaning. */
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
  const { coords, shape, dims } = await run.tensor(POST);
  const neuron = coords?.neuron?.[0] ?? (shape[dims.indexOf('neuron')] ? 0 : undefined);
  if (typeof neuron !== 'number') {
    throw new InputError(
      `run "${run.name}": the tensor "${POST}" names no neuron to look at. Record it with: npm run analyze run=${run.name}`,
    );
  }
  const surface = await run.surface(POST, { neuron });
  const before = await run.surface(PRE, { neuron });
  const frequencies = await run.numbers('blocks.0.mlp.neuron_frequency');
  const { activation, dMlp } = run.manifest.architecture;
  const parts = decompose(surface.data, run.p);
  return {
    ...parts,
    neuron,
    activation: activation === 'relu' ? 'ReLU' : activation,
    neurons: dMlp,
    k: frequencies[neuron] ?? 0,
    range: extent(parts.centred.data),
    togetherBefore: 1 - decompose(before.data, run.p).additive,
  };
}
