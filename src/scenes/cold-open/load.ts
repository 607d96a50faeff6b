import { mean } from '../../analysis/fve';
import { easiestToSee } from '../../analysis/neuron-choice';
import { InputError } from '../../errors';
import type { Dial } from '../../nodes/clock-geometry';
import type { Series } from '../../nodes/plot-curve';
import type { Run } from '../../recording/run';
import { labels, select } from '../../recording/tensor';
import { firstStep, MEMORISED, readSeries } from '../loss-curves/training-curves';
import { PROBE, readoutFrequency } from '../probe-readout';
import { extent } from '../surfaces/parts';

/** A surface over all pairs. */
interface Field {
  readonly p: number;
  readonly data: Float32Array;
}

/** A neuron's surface at every recorded step, and what its heights and colours are measured against. */
export interface SurfaceOverSteps {
  readonly neuron: number;
  readonly steps: readonly number[];
  /** One field a step, about the mean of that step. */
  readonly fields: readonly Field[];
  /** The lowest and the highest value at the last step, and at any step. */
  readonly last: readonly [low: number, high: number];
  readonly ever: readonly [low: number, high: number];
}

/** What the opening takes from a recording. */
export interface ColdOpenData {
  readonly p: number;
  readonly neurons: number;
  readonly train: Series;
  readonly test: Series;
  readonly total: number;
  /** Soon after the train pairs are known by heart. */
  readonly early: number;
  /** Test loss has begun to fall for good; most of the fall is done. */
  readonly turn: number;
  readonly fallen: number;
  readonly surface: SurfaceOverSteps;
  /** The residues on the clock of one key frequency as the probes read them, in their order round that clock. */
  readonly dial: Dial;
}

const SURFACE = 'blocks.0.mlp.hook_pre.over_steps';

/** The fall has begun where test loss is this part of its peak, and is nearly done after this part of its way in decades. */
const BEGUN = 1 / 10;
const MOST = 0.7;
/** A curve that comes down by less than this factor does not fall. */
const FALL = 100;

/**
 * Reads what the opening shows.
 *
 * @throws InputError if the run is not about addition, its test loss has not fallen, or a tensor is not recorded.
 */
export async function loadColdOpen(run: Run): Promise<ColdOpenData> {
  const { operation } = run.manifest.task;
  if (operation !== 'add') {
    throw new InputError(
      `the chapter "cold-open" is about addition, but run "${run.name}" was trained on "${operation}". Choose a run with op=add.`,
    );
  }
  const [train, test, trainAccuracy] = await Promise.all([
    readSeries(run, 'metrics.train_loss'),
    readSeries(run, 'metrics.test_loss'),
    readSeries(run, 'metrics.train_accuracy'),
  ]);
  return {
    p: run.p,
    neurons: run.manifest.architecture.dMlp,
    train,
    test,
    total: train.steps[train.steps.length - 1] ?? 0,
    early: 4 * (firstStep(trainAccuracy, MEMORISED) ?? 0),
    ...theFall(test, run.name),
    surface: await surfaceOverSteps(run),
    dial: await readDial(run),
  };
}

/** The residues on the clock of the film's first key frequency, as the probes read them, in their order round it. */
export async function readDial(run: Run): Promise<Dial> {
  const r2 = await run.tensor(`${PROBE}.r2`);
  const k = readoutFrequency(await run.numbers('key_frequencies'), r2);
  const readout = await run.tensor(`${PROBE}.readout`);
  const read = (part: 'cos' | 'sin') => aroundClock(select(readout, { key: k, token: 'x', part }).data, k);
  return { cos: read('cos'), sin: read('sin') };
}

/**
 * Where test loss falls: from its peak, in decades.
 *
 * @throws InputError if it has not come down by a factor of `FALL`.
 */
export function theFall({ steps, values }: Series, runName: string): { turn: number; fallen: number } {
  const losses = Array.from(values);
  const peak = Math.max(...losses);
  const last = losses.at(-1) ?? peak;
  if (!(last * FALL <= peak)) {
    throw new InputError(
      `the chapter "cold-open" shows test loss falling, and in run "${runName}" it has only come from ${peak.toPrecision(2)} to ${last.toPrecision(2)}. ` +
        `Train it longer with resume=${runName}, or choose another run with run=.`,
    );
  }
  const from = losses.indexOf(peak);
  const under = (loss: number) => steps[losses.findIndex((value, i) => i >= from && value <= loss)] ?? 0;
  return { turn: under(BEGUN * peak), fallen: under(peak * (last / peak) ** MOST) };
}

/**
 * The neuron of the opening at every recorded step.
 *
 * @throws InputError if no neuron is recorded over the steps.
 */
export async function surfaceOverSteps(run: Run): Promise<SurfaceOverSteps> {
  const recorded = await run.tensor(SURFACE);
  const frequencies = await run.numbers('blocks.0.mlp.neuron_frequency');
  const candidates = labels(recorded, 'neuron').map((label) => ({
    neuron: Number(label),
    frequency: frequencies[Number(label)] ?? Number.POSITIVE_INFINITY,
  }));
  const chosen = easiestToSee(candidates);
  if (chosen === undefined) {
    throw new InputError(
      `run "${run.name}": the tensor "${SURFACE}" names no neuron to look at. Record it with: npm run analyze run=${run.name}`,
    );
  }
  const { neuron } = chosen;
  const { data } = select(recorded, { neuron });
  const steps = labels(recorded, 'step').map(Number);
  const size = run.p ** 2;
  const fields = steps.map((_, i) => {
    const values = Float32Array.from(data.slice(i * size, (i + 1) * size), Number);
    const centre = mean(values);
    return { p: run.p, data: values.map((value) => value - centre) };
  });
  const spans = fields.map((field) => extent(field.data));
  const ever = [Math.min(...spans.map(([low]) => low)), Math.max(...spans.map(([, high]) => high))] as const;
  return { neuron, steps, fields, last: spans.at(-1) ?? ever, ever };
}

/** The weight of every recorded step in the surface at a step: straight between the two around it. */
export function stepWeights(steps: readonly number[], step: number): number[] {
  const after = steps.findIndex((recorded) => recorded >= step);
  if (after < 0) return steps.map((_, i) => (i === steps.length - 1 ? 1 : 0));
  const [from, to] = [steps[after - 1] ?? 0, steps[after] ?? 0];
  const part = after === 0 ? 1 : (step - from) / (to - from);
  return steps.map((_, i) => (i === after ? part : i === after - 1 ? 1 - part : 0));
}

/** One value a residue n, in the order of k·n mod p: neighbours in it are neighbours on the clock of frequency k. */
export function aroundClock(values: ArrayLike<number | bigint>, k: number): Float64Array {
  const p = values.length;
  const out = new Float64Array(p);
  for (let n = 0; n < p; n++) out[(k * n) % p] = Number(values[n]);
  return out;
}
