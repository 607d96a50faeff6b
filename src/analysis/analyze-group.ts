import { activation } from '../model/forward';
import { foldNetwork } from '../model/network';
import type { Weights } from '../model/weights';
import type { Analysis, AnalysisInput } from './analyze-run';
import { type GroupRecord, measureGroupStep } from './group-measures';
import { groupTensors } from './group-tensors';
import { grokkedAt } from './headline';
import { IRREP_NAMES } from './irreps';
import { inOrder } from './step-order';

const NO_WAVES =
  'permutations are no residues: there are no frequencies, and the characters of the group take their place';
const NO_SUM = 'permutations do not commute: no relabelling makes their composition an addition';

/** What is not measured of permutations, and why. */
const LEFT_OUT = {
  keyFrequencies: NO_WAVES,
  giniEmbed: NO_WAVES,
  giniUnembed: NO_WAVES,
  embedShare: `${NO_WAVES} (irrepShares)`,
  unembedShare: `${NO_WAVES} (irrepShares)`,
  neuronClusters: NO_WAVES,
  neuronsExplained: NO_WAVES,
  probes: NO_WAVES,
  circularity: NO_WAVES,
  restrictedLoss: `${NO_SUM}; charactersOnlyLoss keeps the characters alone`,
  excludedLoss: `${NO_SUM}; excludedLossByIrrep removes one representation`,
  logitOnlyKeyCosLoss: NO_SUM,
  gradientSymmetricity: NO_SUM,
  distanceIrrelevance: NO_SUM,
  phases: NO_SUM,
};

/**
 * Takes a network apart that composes permutations: the share of each irreducible representation of S₅ in embedding,
 * unembedding and logits, at the final step and over the steps.
 */
export async function analyzeGroup(input: AnalysisInput, last: number): Promise<Analysis> {
  const { architecture, steps, onStep } = input;
  const measure = async (step: number): Promise<GroupRecord> => {
    const weights: Weights = await input.weightsAt(step);
    return measureGroupStep(
      input,
      step,
      weights,
      activation(foldNetwork(architecture, weights), 'logits').data,
    );
  };
  async function* oneByOne(before: readonly number[]): AsyncGenerator<GroupRecord> {
    for (const step of before) yield await measure(step);
  }
  const before = steps.slice(0, -1);
  const measured = input.measureGroupSteps?.(before) ?? oneByOne(before);
  const records = await inOrder(measured, await measure(last), (record, done) =>
    onStep?.(record.step, done, steps.length),
  );
  return { analysis: groupTensors(records), surfaces: [], film: [], headline: headline(records) };
}

function headline(records: readonly GroupRecord[]): Analysis['headline'] {
  const final = records.at(-1);
  if (final === undefined) return {};
  const byIrrep = (values: Float64Array) =>
    Object.fromEntries(IRREP_NAMES.map((name, i) => [name, values[i] ?? Number.NaN]));
  const known = !Number.isNaN(final.score.loss.test);
  const grokked = grokkedAt(records);
  return {
    step: final.step,
    loss: known ? { ...final.score.loss } : { all: final.score.loss.all },
    accuracy: known ? { ...final.score.accuracy } : { all: final.score.accuracy.train },
    ...(grokked === undefined ? {} : { grokkedStep: grokked }),
    irrepShares: {
      embed: byIrrep(final.shares.W_E),
      unembed: byIrrep(final.shares.W_U),
      W_L: byIrrep(final.shares.W_L),
      logits: byIrrep(final.shares.logits),
    },
    productFve: final.productFve,
    logitFve: final.quotientFve,
    characterFve: final.characterFve,
    charactersOnlyLoss: final.charactersOnlyLoss,
    excludedLossByIrrep: byIrrep(final.excluded),
    sumOfSquares: final.norms.total,
    leftOut: LEFT_OUT,
  };
}
