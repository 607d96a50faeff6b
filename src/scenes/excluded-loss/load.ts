import type { Numbers } from '../../analysis/dft';
import { InputError } from '../../errors';
import type { Series } from '../../nodes/plot-curve';
import type { Run } from '../../recording/run';
import { labels, type NamedTensor, select } from '../../recording/tensor';
import { PROBE, readoutFrequency } from '../probe-readout';
import { lastHigh } from './loss-moments';
import { type Reel, reelOf, wavesOfSum } from './reel';
import { chooseRemoval, type Removal } from './removal-choice';

/** A neuron of the pair and its pre-activation over all pairs, step by step. */
export interface NeuronReel {
  readonly neuron: number;
  readonly reel: Reel;
}

/** What the chapter takes from a recording. Everything that plays has one entry for each of `steps`. */
export interface ExcludedData {
  readonly p: number;
  /** The recorded steps that all panes show. */
  readonly steps: readonly number[];
  /** The answer whose logit is looked at, and that logit, also in its two parts: the key waves of x + y, and the rest. */
  readonly answer: number;
  readonly logit: Reel;
  readonly waves: Reel;
  readonly keys: readonly number[];
  readonly neurons: readonly NeuronReel[];
  readonly output: { readonly dimension: number; readonly reel: Reel };
  /** What the probes of one key frequency read for every x, and how well, step by step. */
  readonly probes: {
    readonly k: number;
    readonly cos: readonly Float32Array[];
    readonly sin: readonly Float32Array[];
    readonly r2: readonly { readonly cos: number; readonly sin: number }[];
  };
  readonly losses: Losses;
  /** Where memorisation ends, and the last recorded step at which test loss is still high. */
  readonly memorised: number;
  readonly high: number;
  readonly removal: Removal;
}

/** Losses over the recorded steps, in nats. */
export interface Losses {
  readonly train: Series;
  readonly test: Series;
  /** Only the key waves are kept: over the test pairs. */
  readonly restricted: Series;
  /** The key waves are taken out: over the train pairs. */
  readonly excluded: Series;
}

const PRE = 'blocks.0.mlp.hook_pre.over_steps';
const PAIR = 'blocks.0.mlp.pair.neuron';
const READOUT = `${PROBE}.readout.over_steps`;

/**
 * Reads what the chapter shows from a recording.
 *
 * @throws InputError if the run is not about addition, has no key frequencies or phases, or lacks a tensor.
 */
export async function loadExcluded(run: Run): Promise<ExcludedData> {
  const { operation } = run.manifest.task;
  if (operation !== 'add') {
    throw new InputError(
      `the chapter "excluded-loss" explains addition, but run "${run.name}" was trained on "${operation}". Choose a run with op=add.`,
    );
  }
  const pair = await run.numbers(PAIR);
  const keys = await run.numbers('key_frequencies');
  const phases = await run.numbers('phases');
  const logits = await run.tensor('logits.over_steps');
  const curves = await losses(run);
  const steps = labels(logits, 'step').map(Number);
  const answer = Number(labels(logits, 'answer')[0]);
  const logit = reelOf(logits, 'answer', answer);
  const pre = await run.tensor(PRE);
  const outputs = await run.tensor('blocks.0.hook_mlp_out.over_steps');
  const dimension = Number(labels(outputs, 'dModel')[0]);
  return {
    p: run.p,
    steps,
    answer,
    logit,
    waves: logit.map((frame) => wavesOfSum(frame, keys)),
    keys,
    neurons: pair.map((neuron) => ({ neuron, reel: reelOf(pre, 'neuron', neuron) })),
    output: { dimension, reel: reelOf(outputs, 'dModel', dimension) },
    probes: await probes(run, keys, steps),
    losses: curves,
    memorised: phases[1] ?? 0,
    high: lastHigh(curves.test),
    removal: await chooseRemoval(run),
  };
}

async function probes(
  run: Run,
  keys: readonly number[],
  steps: readonly number[],
): Promise<ExcludedData['probes']> {
  const readout = await run.tensor(READOUT);
  const r2 = await run.tensor(`${PROBE}.r2.over_steps`);
  const k = readoutFrequency(keys, await run.tensor(`${PROBE}.r2`));
  const read = (tensor: NamedTensor, part: string, step: number): Float32Array =>
    Float32Array.from(select(tensor, { step, key: k, token: 'x', part }).data, Number);
  return {
    k,
    cos: steps.map((step) => read(readout, 'cos', step)),
    sin: steps.map((step) => read(readout, 'sin', step)),
    r2: steps.map((step) => ({ cos: read(r2, 'cos', step)[0] ?? 0, sin: read(r2, 'sin', step)[0] ?? 0 })),
  };
}

async function losses(run: Run): Promise<Losses> {
  const series = async (name: string, at: Readonly<Record<string, string>>): Promise<Series> => {
    const found = select(await run.tensor(name), at);
    return { steps: labels(found, 'step').map(Number), values: found.data as Numbers };
  };
  return {
    train: await series('loss.full.over_steps', { set: 'train' }),
    test: await series('loss.full.over_steps', { set: 'test' }),
    restricted: await series('loss.restricted.over_steps', { set: 'test' }),
    excluded: await series('loss.excluded.over_steps', { removed: 'all' }),
  };
}
