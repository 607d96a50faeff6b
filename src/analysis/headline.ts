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
  readonly dissection?: Dissection;
}

/** The headline measures at the final step; what does not apply is named in `leftOut` with the reason. */
export function headlineMeasures(input: HeadlineInput): Record<string, HeadlineValue> {
  const { records, keys, profiles, probes } = input;
  const final = records.at(-1);
  if (final === undefined) return {};
  const { clusters, explained } = clusterNeurons(profiles);
  // A network that is right from the first recorded step on does not show when it came to be so.
  const grokked = records.findIndex(({ score }) => score.accuracy.test >= GROKKED_ACCURACY);
  const phases = findRunPhases(records);
  const known = !Number.isNaN(final.score.loss.test);
  const leftOut: Record<string, string> = {
    ...(keys.length === 0 ? { probes: 'no frequency stands out of the embedding: there is no key' } : {}),
    ...('reason' in input.view ? { clocks: input.view.reason } : {}),
    ...('reason' in phases ? { phases: phases.reason } : {}),
    ...(grokked > 0
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
    ...(grokked > 0 ? { grokkedStep: records[grokked]?.step ?? 0 } : {}),
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
  if (dissection === undefined) return { interaction };
  const perKey = (rows: readonly Ablated[], of: keyof Ablated) =>
    Object.fromEntries(keys.map((k, i) => [String(k), rows[i]?.[of] ?? Number.NaN]));
  return {
    interaction,
    ablations: {
      clusters: perKey(dissection.clusters, 'removed'),
      clusterControls: perKey(dissection.clusters, 'control'),
      frequencies: perKey(dissection.frequencies, 'removed'),
      frequencyControls: perKey(dissection.frequencies, 'control'),
      heads: [...dissection.heads],
      ...(final?.products === undefined
        ? {}
        : Object.fromEntries(
            PRODUCT_ABLATIONS.map((name) => [name, final.products?.[name].all ?? Number.NaN]),
          )),
    },
    gradientSymmetricity: dissection.gradientSymmetricity,
    distanceIrrelevance: dissection.distanceIrrelevance,
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
