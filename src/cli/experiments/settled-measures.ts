import { z } from 'zod';
import { WorkError } from '../../errors';
import type { SeedResult } from './results-node';

const headline = z.object({
  keyFrequencies: z.array(z.number()),
  loss: z.object({ all: z.number() }),
  sumOfSquares: z.number(),
  logitFve: z.number(),
  unembedShare: z.number(),
  neuronsExplained: z.number(),
  restrictedLoss: z.object({ all: z.number() }),
  excludedLoss: z.object({ all: z.number() }),
});

/**
 * The measures of a settled network, out of the headline of its analysis.
 *
 * @throws WorkError when the analysis found no clocks to measure.
 */
export function settledMeasures(measures: unknown): SeedResult['settled'] {
  const parsed = headline.safeParse(measures);
  if (!parsed.success)
    throw new WorkError('the network has no key frequencies to be measured by: it has not grokked');
  const { loss, restrictedLoss, excludedLoss, ...rest } = parsed.data;
  return { ...rest, loss: loss.all, restrictedLoss: restrictedLoss.all, excludedLoss: excludedLoss.all };
}
