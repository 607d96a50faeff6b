import type { NamedTensor } from '../recording/tensor';
import { PRODUCT_SITES } from './interaction';
import { joined, named } from './named-tensors';
import { PRODUCT_ABLATIONS, type ProductAblations } from './product-ablations';
import type { StepRecord, WatchedStep } from './step-measures';

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

const SETS = ['all', 'train', 'test'] as const;

const MEANING =
  'where products of x and y are made. meanPattern: attention held at its mean pattern; additivePre: only functions of x plus functions of y reach the ReLU; additiveRelu: the ReLU adds no product to those that reach it';

/**
 * The losses without products made by one site or the other, at the final step and over the ablated steps; nothing
 * where none is.
 */
export function productTensors(records: readonly StepRecord[]): NamedTensor[] {
  const ablated = records.flatMap(({ step, products }) =>
    products === undefined ? [] : [{ step, products }],
  );
  const final = ablated.at(-1);
  if (final === undefined) return [];
  const losses = (products: ProductAblations) =>
    PRODUCT_ABLATIONS.flatMap((ablation) => SETS.map((set) => products[ablation][set]));
  const axes = { ablation: PRODUCT_ABLATIONS, set: SETS };
  return [
    named('ablation.products.loss', Float64Array.from(losses(final.products)), axes, {
      unit: 'nat',
      meaning: `loss at the final step, ${MEANING}`,
    }),
    named(
      'ablation.products.loss.over_steps',
      Float64Array.from(ablated.flatMap(({ products }) => losses(products))),
      { step: ablated.map(({ step }) => step), ...axes },
      { unit: 'nat', meaning: `loss over the steps, ${MEANING}` },
    ),
  ];
}
