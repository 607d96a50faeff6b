import { InputError } from '../../errors';
import type { Run } from '../../recording/run';
import { type Decomposition, decompose, extent } from './parts';

/** What the chapter takes from a recording. */
export interface SurfacesData extends Decomposition {
  /** The neuron that the recording chose for a close look; the rule stands in the tensor's meaning. */
  readonly neuron: number;
  /** How many neurons the hidden layer has. */
  readonly neurons: number;
  /** The frequency that explains most of the neuron. */
  readonly k: number;
  /** The lowest and the highest value about the mean: every height and every colour is measured against these. */
  readonly range: readonly [low: number, high: number];
}

const PRE = 'blocks.0.mlp.hook_pre';

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
  const { coords, shape, dims } = await run.tensor(PRE);
  const neuron = coords?.neuron?.[0] ?? (shape[dims.indexOf('neuron')] ? 0 : undefined);
  if (typeof neuron !== 'number') {
    throw new InputError(
      `run "${run.name}": the tensor "${PRE}" names no neuron to look at. Record it with: npm run analyze run=${run.name}`,
    );
  }
  const surface = await run.surface(PRE, { neuron });
  const frequencies = await run.numbers('blocks.0.mlp.neuron_frequency');
  const parts = decompose(surface.data, run.p);
  return {
    ...parts,
    neuron,
    neurons: run.manifest.architecture.dMlp,
    k: frequencies[neuron] ?? 0,
    range: extent(parts.centred.data),
  };
}
