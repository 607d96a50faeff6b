import { networkOfRun } from '../../analysis/example-activations';
import { clusterNeurons } from '../../analysis/neuron-clusters';
import {
  longestVote,
  type NeuronActivity,
  neuronActivity,
  votesOfClusters,
} from '../../analysis/neuron-votes';
import { InputError } from '../../errors';
import type { Dial } from '../../nodes/clock-geometry';
import type { Run } from '../../recording/run';
import { labels, select } from '../../recording/tensor';
import { loadClocks } from '../clocks/load';
import { answerDial } from '../clocks/story';
import { readDial, type SurfaceOverSteps, surfaceOverSteps } from '../cold-open/load';
import { firstStep, GROKKED, readSeries } from '../loss-curves/training-curves';
import { loadModelView, type ModelViewData } from '../model-view/load';
import { PROBE } from '../probe-readout';
import { type Facts, factsOf } from './facts';
import type { KeyRow, Machine } from './working';

/** What the chapter takes from a recording. */
export interface FinaleData {
  readonly view: ModelViewData;
  readonly machine: Machine;
  /** The pairs that are worked out one after the other, from the example on; the last ones are worked examples. */
  readonly ticking: readonly (readonly [x: number, y: number])[];
  readonly others: readonly (readonly [x: number, y: number])[];
  readonly losses: Losses;
  /** The share of the sums that it gets right: of those never seen, or of all where the split is unknown. */
  readonly accuracy: { readonly of: 'unseen' | 'all'; readonly sums: number; readonly share: number };
  readonly facts: Facts;
  /** What the opening showed, at the last step. */
  readonly dial: Dial;
  readonly surface: SurfaceOverSteps;
}

/** Mean losses over the same sums, in nats: those that the network was trained on, or all where nobody knows which. */
export interface Losses {
  readonly of: 'seen' | 'all';
  readonly sums: number;
  readonly full: number;
  /** Only the key waves of x + y are left in the logits; and all but them. */
  readonly restricted: number;
  readonly excluded: number;
}

/** So many steps of y, and then of x, are made one by one. */
const TICKS = { y: 5, x: 3 } as const;

/**
 * Reads what the chapter shows from a recording: the final network, its probes and waves, its measures.
 *
 * @throws InputError if the run is not about addition, has no key frequencies, or lacks a tensor or weights.
 */
export async function loadFinale(run: Run): Promise<FinaleData> {
  const { operation } = run.manifest.task;
  if (operation !== 'add') {
    throw new InputError(
      `the chapter "finale" is about addition, but run "${run.name}" was trained on "${operation}". Choose a run with op=add.`,
    );
  }
  const view = await loadModelView(run);
  const machine = await loadMachine(run);
  const { p } = run;
  const { x, y } = view.example;
  const ys = Array.from({ length: TICKS.y }, (_, i) => [x, (y + i + 1) % p] as const);
  const xs = Array.from({ length: TICKS.x }, (_, i) => [(x + i + 1) % p, (y + TICKS.y) % p] as const);
  const known = run.manifest.task.fraction > 0;
  const accuracy = await run.tensor('accuracy.over_steps');
  const pairs = p * p;
  const unseen = known ? pairs - seenPairs(run) : pairs;
  const share = select(accuracy, {
    step: Number(labels(accuracy, 'step').at(-1)),
    // Where nobody knows the split, all pairs stand on the train side.
    set: known ? 'test' : 'train',
  }).data[0];
  const surface = await surfaceOverSteps(run);
  const losses = await loadLosses(run, known);
  return {
    view,
    machine,
    ticking: [...ys, ...xs],
    others: view.others.map((other) => [other.x, other.y] as const),
    losses,
    accuracy: { of: known ? 'unseen' : 'all', sums: unseen, share: Number(share) },
    facts: factsOf(run.manifest, { parameters: view.parameters, grokked: await grokkedStep(run) }),
    dial: await readDial(run),
    surface: {
      ...surface,
      steps: surface.steps.slice(-1),
      fields: surface.fields.slice(-1),
      ever: surface.last,
    },
  };
}

/** The first step with 99 % of the test pairs right; none where nobody recorded the training, or it did not come. */
async function grokkedStep(run: Run): Promise<number | undefined> {
  const curve = 'metrics.test_accuracy';
  return run.has(curve) ? firstStep(await readSeries(run, curve), GROKKED) : undefined;
}

/** How many pairs the run was trained on: the first ⌊fraction · pairs⌋ of its shuffled table. */
export function seenPairs({ p, manifest }: Run): number {
  return Math.floor(manifest.task.fraction * p * p);
}

/** The network with its clocks inside. */
async function loadMachine(run: Run): Promise<Machine> {
  const { keys: waves, p } = await loadClocks(run);
  const network = await networkOfRun(run);
  const activity = neuronActivity(network);
  const frequency = await run.numbers('blocks.0.mlp.neuron_frequency');
  const share = await run.numbers('blocks.0.mlp.neuron_share');
  const { clusters } = clusterNeurons(frequency.map((k, i) => ({ frequency: k, share: share[i] ?? 0 })));
  const readout = await run.tensor(`${PROBE}.readout`);
  const read = (key: number, token: 'x' | 'y'): Dial => {
    const part = (name: 'cos' | 'sin') =>
      Float64Array.from(select(readout, { key, token, part: name }).data, Number);
    return { cos: part('cos'), sin: part('sin') };
  };
  const votes = votesOfClusters(network, new Map(waves.map(({ k }) => [k, clusters.get(k) ?? []])));
  const keys = waves.map((wave, row): KeyRow => {
    const vote = votes[row];
    if (vote === undefined) throw new RangeError(`no neurons of frequency ${wave.k}`);
    return {
      ...wave,
      x: read(wave.k, 'x'),
      y: read(wave.k, 'y'),
      answers: answerDial(wave),
      neurons: vote,
      longest: longestVote(vote, activity),
      places: placesOf(vote, activity),
    };
  });
  const owned = new Set(keys.flatMap(({ neurons }) => neurons.neurons));
  const { means, most } = activity;
  return {
    p,
    network,
    keys,
    others: Array.from(means.keys()).filter((neuron) => !owned.has(neuron)),
    means,
    most,
    meanLogits: Float64Array.from(await run.numbers('logits.mean')),
  };
}

/**
 * Where the neurons of a ring stand: in the direction in which each votes, with the strength of the strongest vote that
 * it ever casts, its own vote times its largest activation, in parts of the strongest of all.
 */
function placesOf({ neurons, cos, sin }: KeyRow['neurons'], { most }: NeuronActivity): KeyRow['places'] {
  const strengths = neurons.map(
    (neuron, n) => Math.max(0, most[neuron] ?? 0) * Math.hypot(cos[n] ?? 0, sin[n] ?? 0),
  );
  const strongest = Math.max(Number.MIN_VALUE, ...strengths);
  return strengths.map((strength, n) => ({
    angle: Math.atan2(sin[n] ?? 0, cos[n] ?? 0),
    strength: strength / strongest,
  }));
}

async function loadLosses(run: Run, known: boolean): Promise<Losses> {
  const last = async (name: string, at: Readonly<Record<string, string>>) => {
    const tensor = await run.tensor(name);
    return Number(select(tensor, { ...at, step: Number(labels(tensor, 'step').at(-1)) }).data[0]);
  };
  return {
    of: known ? 'seen' : 'all',
    sums: known ? seenPairs(run) : run.p ** 2,
    full: await last('loss.full.over_steps', { set: 'train' }),
    restricted: await last('loss.restricted.over_steps', { set: 'train' }),
    excluded: await last('loss.excluded.over_steps', { removed: 'all' }),
  };
}
