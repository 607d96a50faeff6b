import type { NamedTensor } from '../recording/tensor';
import type { Dft, Numbers } from './dft';
import { joined, named } from './named-tensors';
import { explainedByWaves, planeWaves } from './plane-waves';

/** The columns of a recorded plane-wave table. */
export const WAVE_FIELDS = ['kx', 'ky', 'amplitude', 'phase', 'explained'] as const;

/** How many waves of a surface are recorded. */
export const RECORDED_WAVES = 24;

/**
 * The strongest plane waves and the means of some surfaces, recorded as `<site>.waves` and `<site>.surface_mean`.
 *
 * @param axis what the surfaces are indexed by (`neuron`, `dModel`, `answer`) with the index of each.
 */
export function waveTensors(
  site: string,
  axis: { readonly name: string; readonly labels: readonly number[] },
  surfaces: readonly Numbers[],
  dft: Dft,
): NamedTensor[] {
  const means: number[] = [];
  const rows = surfaces.map((surface) => {
    const table = planeWaves(surface, dft.p, dft);
    means.push(table.mean);
    let explained = 0;
    return joined(
      table.waves.slice(0, RECORDED_WAVES).map((wave) => {
        const { kx, ky, amplitude, phase } = wave;
        explained += explainedByWaves(table, [wave]);
        return [kx, ky, amplitude, phase, explained];
      }),
    );
  });
  const count = (rows[0]?.length ?? 0) / WAVE_FIELDS.length;
  return [
    named(
      `${site}.waves`,
      joined(rows),
      { [axis.name]: axis.labels, wave: count, field: WAVE_FIELDS },
      {
        unit: 'per field',
        meaning:
          'strongest plane waves amplitude·cos(2π(kx·x + ky·y)/p + phase) of each surface, strongest first; explained: share of the centred variance by this wave and those before it',
      },
    ),
    named(
      `${site}.surface_mean`,
      Float32Array.from(means),
      { [axis.name]: axis.labels },
      { unit: 'activation', meaning: 'mean of each surface over all pairs' },
    ),
  ];
}
