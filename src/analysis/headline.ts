import type { AdditiveView, NoAdditiveView } from './additive-view';
import type { ClockProbe } from './clock-probes';
import type { Dft } from './dft';
import type { Ablated, Dissection } from './dissection';
import { PRODUCT_SITES } from './interaction';
import { fitLogits } from './logit-fit';
import type { LogitTable } from './logit-waves';
import { clusterNeurons } from './neuron-clusters';
import type { NeuronProfile } from './neuron-profile';
import { findRunPhases } from './phase-tensor';
import { PRODUCT_ABLATIONS } from './product-ablations';
import { clocksOnlyLoss } from './progress-measures';
import type { StepRecord } from './step-measures';

/** A headline measure: a number, a text, or a list or record of them. */
export type HeadlineValue =
  | number
  | string
  | readonly number[]
  | Readonly<Record<string, number | string | readonly number[] | Readonly<Record<string, number>>>>;

/** Test accuracy from which a network counts as having generalised. */
export const GROKKED_ACCURACY = 0.99;

/**
 * The first recorded step at which the network has generalised. A network that is right from the first one on does not
 * show when it came to be so: then there is none.
 */
export function grokkedAt(records: readonly Pick<StepRecord, 'step' | 'score'>[]): number | undefined {
  const first = records.findIndex(({ score }) => score.accuracy.test >= GROKKED_ACCURACY);
  return first > 0 ? records[first]?.step : undefined;
}

/** What the headline is drawn from. */
export interface HeadlineInput {
  readonly records: readonly StepRecord[];
  readonly keys: readonly number[];
  readonly profiles: readonly NeuronProfile[];
  readonly probes: readonly ClockProbe[];
  /** The relabelling under which the operation is addition, or why there is none. */
  readonly view: AdditiveView | NoAdditiveView;
  /** The logits of the final step, relabelled. */
  readonly logits: LogitTable;
  readonly dft: Dft;
  readonly dissection: Dissection;
}

const NO_KEY = 'no frequency stands out of the embedding: there is no key';

/** What there is not without a key frequency. */
const NO_KEYS = { probes: NO_KEY, probeR2: NO_KEY, 'ablations.clusters': NO_KEY };

/** What speaks of x + y alone, and so does not apply to an operation that is no sum; `why` ends each reason. */
function withoutSums(why: string): Record<string, string> {
  const waves = 'it takes the waves of x + y out of the logits';
  return {
    restrictedLoss: `it keeps the waves of x + y in the logits; ${why}`,
    excludedLoss: `${waves}; ${why}`,
    'ablations.frequencies': `${waves}; ${why}`,
    logitFve: `it fits cos w(x + y − z) to the logits; ${why}`,
    logitOnlyKeyCosLoss: `it keeps cos w(x + y − z) of the logits; ${why}`,
    distanceIrrelevance: `it compares pairs with the same y − x, which mean something for sums; ${why}`,
  };
}

/** The headline measures at the final step; what does not apply is named in `leftOut` with the reason. */
export function headlineMeasures(input: HeadlineInput): Record<string, HeadlineValue> {
  const { records, keys, profiles, probes } = input;
  const final = records.at(-1);
  if (final === undefined) return {};
  const { clusters, explained } = clusterNeurons(profiles);
  const grokked = grokkedAt(records);
  const phases = findRunPhases(records);
  const known = !Number.isNaN(final.score.loss.test);
  const leftOut: Record<string, string> = {
    ...(keys.length === 0 ? NO_KEYS : {}),
    ...('reason' in input.view ? withoutSums(input.view.reason) : {}),
    ...('reason' in phases ? { phases: phases.reason } : {}),
    ...(grokked !== undefined
      ? {}
      : { grokkedStep: `the recorded steps do not show test accuracy reach ${GROKKED_ACCURACY}` }),
    ...(known
      ? {}
      : { split: 'which pairs were trained on is unknown: measures of train pairs are over all pairs' }),
  };
  return {
    step: final.step,
    keyFrequencies: keys,
    loss: known ? { ...final.score.loss } : { all: final.score.loss.all },
    accuracy: known ? { ...final.score.accuracy } : { all: final.score.accuracy.train },
    ...(grokked === undefined ? {} : { grokkedStep: grokked }),
    ...clockMeasures(input, final),
    embedShare: final.weights.embedShare,
    unembedShare: final.weights.unembedShare,
    giniEmbed: final.weights.giniEmbed,
    giniUnembed: final.weights.giniUnembed,
    neuronClusters: Object.fromEntries([...clusters].map(([k, neurons]) => [String(k), neurons.length])),
    neuronsExplained: explained,
    sumOfSquares: final.weights.norms.total,
    ...dissectionMeasures(input),
    ...(probes.length > 0 ? { probeR2: Math.min(...probes.map(({ fit }) => fit.r2)) } : {}),
    ...('reason' in phases ? {} : { phases: { ...phases } }),
    ...(Object.keys(leftOut).length > 0 ? { leftOut } : {}),
  };
}

/** What taking parts away has shown, and where the products of x and y are made. */
function dissectionMeasures({ dissection, records, keys }: HeadlineInput): Record<string, HeadlineValue> {
  const final = records.at(-1);
  const sites = final?.watched?.sites ?? [];
  const interaction = Object.fromEntries(PRODUCT_SITES.map((site, i) => [site, sites[i]?.interaction ?? 0]));
  const { clusters, heads, sums } = dissection;
  const perKey = (rows: readonly Ablated[], of: keyof Ablated) =>
    Object.fromEntries(keys.map((k, i) => [String(k), rows[i]?.[of] ?? Number.NaN]));
  const products = final?.products;
  return {
    interaction,
    ablations: {
      ...(keys.length === 0
        ? {}
        : { clusters: perKey(clusters, 'removed'), clusterControls: perKey(clusters, 'control') }),
      ...(keys.length === 0 || sums === undefined
        ? {}
        : {
            frequencies: perKey(sums.frequencies, 'removed'),
            frequencyControls: perKey(sums.frequencies, 'control'),
          }),
      heads: [...heads],
      ...(products === undefined
        ? {}
        : Object.fromEntries(PRODUCT_ABLATIONS.map((name) => [name, products[name].all]))),
    },
    gradientSymmetricity: dissection.gradientSymmetricity,
    ...(sums === undefined ? {} : { distanceIrrelevance: sums.distanceIrrelevance }),
    circularity: dissection.circularity,
  };
}

/** The measures that need the logits as clocks. */
function clockMeasures(
  { keys, view, logits: table, dft }: HeadlineInput,
  final: StepRecord,
): Record<string, HeadlineValue> {
  const { logits } = final;
  if (logits === undefined || 'reason' in view) return {};
  return {
    ...(view.generator === undefined ? {} : { generator: view.generator }),
    restrictedLoss: Number.isNaN(logits.restricted.test)
      ? { all: logits.restricted.all }
      : { ...logits.restricted },
    excludedLoss: {
      all: logits.excludedAll,
      perKey: Object.fromEntries(keys.map((k, i) => [String(k), logits.excludedPerKey[i] ?? Number.NaN])),
    },
    logitFve: logits.logitFve,
    logitOnlyKeyCosLoss: clocksOnlyLoss(fitLogits(table, keys, dft), table.p),
  };
}
