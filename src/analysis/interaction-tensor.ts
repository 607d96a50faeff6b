import type { NamedTensor } from '../recording/tensor';
import { PRODUCT_SITES } from './interaction';
import { joined, named } from './named-tensors';
import type { WatchedStep } from './step-measures';

/** Where products of x and y stand, over the watched steps. */
export function interactionTensor(steps: readonly number[], watched: readonly WatchedStep[]): NamedTensor {
  return named(
    'interaction.over_steps',
    joined(
      watched.map(({ sites }) =>
        sites.flatMap((site) => [site.interaction, site.keyProducts, site.keyWaves]),
      ),
    ),
    { step: steps, site: PRODUCT_SITES, share: ['interaction', 'keyProducts', 'keyWaves'] },
    {
      unit: '1',
      meaning:
        'shares of the variance at a site, all its dimensions together: no sum of a function of x and one of y; products of cos or sin kx with cos or sin ky of the keys; single waves of the keys',
    },
  );
}
