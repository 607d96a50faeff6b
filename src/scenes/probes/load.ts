import { PROBE_PARTS, type PROBE_TOKENS, probeTarget } from '../../analysis/clock-probes';
import { predict } from '../../analysis/lasso';
import { fitSparseProbe } from '../../analysis/sparse-probe';
import { InputError } from '../../errors';
import type { Run } from '../../recording/run';
import { labels, type NamedTensor, select, type Tensor } from '../../recording/tensor';
import { PROBE, readoutFrequency } from '../probe-readout';
import { type Embedding, type Probe, type ProbePart, partialR2, termsOf } from './weighted-sum';

type ProbeToken = (typeof PROBE_TOKENS)[number];

/** The same search for a wave that the network has no use for. */
export interface Control {
  readonly k: number;
  readonly target: Float64Array;
  readonly readout: Float64Array;
  readonly r2: number;
  /** How many weights it came to. */
  readonly weights: number;
}

/** What the chapter takes from a recording. */
export interface ProbesData {
  readonly p: number;
  readonly dModel: number;
  /** The key frequency that is read. */
  readonly k: number;
  /** The embedding of x: the vectors at the first place of the input. */
  readonly embedding: Embedding;
  readonly probes: Readonly<Record<ProbeToken, Readonly<Record<ProbePart, Probe>>>>;
  /** Whether the probes of y have the weights of those of x. */
  readonly shared: boolean;
  /** Absent where every frequency is a key. */
  readonly control: Control | undefined;
}

/** The controls of runs that were loaded before: a search takes a second or two, and a film begins a chapter twice. */
const controls = new WeakMap<Run, Promise<Control | undefined>>();

/** A recomputed R² may differ from the recorded one, which is stored as float32, by this. */
const ROUNDING = 1e-3;

/**
 * Reads what the chapter shows from a recording.
 *
 * @throws InputError if the run is not about addition, has no key frequencies, lacks a tensor or its final weights,
 *   or if its probes were fitted to other weights.
 */
export async function loadProbes(run: Run): Promise<ProbesData> {
  const { operation } = run.manifest.task;
  if (operation !== 'add') {
    throw new InputError(
      `the chapter "probes" explains addition, but run "${run.name}" was trained on "${operation}". Choose a run with op=add.`,
    );
  }
  const frequencies = await run.numbers('key_frequencies');
  if (frequencies.length === 0) {
    throw new InputError(
      `run "${run.name}" has no key frequencies, so no waves to read: it has not generalised. Train it longer with: npm run train resume=${run.name}`,
    );
  }
  const [weight, r2, alpha, readout] = await Promise.all(
    ['weight', 'r2', 'alpha', 'readout'].map((field) => run.tensor(`${PROBE}.${field}`)),
  );
  if (!weight || !r2 || !alpha || !readout) throw new RangeError('four tensors were asked for');
  const k = readoutFrequency(frequencies, r2);
  const embeddings = await readEmbeddings(run);
  const read = (token: ProbeToken, part: ProbePart): Probe => {
    const at = { key: k, token, part };
    return {
      part,
      target: probeTarget(k, part, run.p),
      terms: termsOf(embeddings[token], floats(select(weight, at))),
      readout: floats(select(readout, at)),
      r2: single(r2, at),
      alpha: single(alpha, at),
    };
  };
  const probes = {
    x: { cos: read('x', 'cos'), sin: read('x', 'sin') },
    y: { cos: read('y', 'cos'), sin: read('y', 'sin') },
  };
  for (const probe of [probes.x.cos, probes.x.sin, probes.y.cos, probes.y.sin]) agree(run, probe);
  controls.set(run, controls.get(run) ?? findControl(run, frequencies, embeddings.x));
  return {
    p: run.p,
    dModel: embeddings.x.dModel,
    k,
    embedding: embeddings.x,
    probes,
    shared: PROBE_PARTS.every((part) => sameWeights(probes.x[part], probes.y[part])),
    control: await controls.get(run),
  };
}

/** The final embeddings at both places of the input: W_E + W_pos, without the row of "=". */
async function readEmbeddings(run: Run): Promise<Record<ProbeToken, Embedding>> {
  const step = run.checkpointSteps.at(-1);
  if (step === undefined) {
    throw new InputError(
      `run "${run.name}" holds no weights, and the chapter "probes" draws its embedding. Record them with: ${run.manifest.made.command}`,
    );
  }
  const checkpoint = await run.checkpoint(step);
  const tokens = weights(run, checkpoint, 'embed.W_E');
  const positions = weights(run, checkpoint, 'pos_embed.W_pos');
  const dModel = tokens.shape[1] ?? 0;
  const at = (position: number): Embedding => ({
    p: run.p,
    dModel,
    values: Float64Array.from(
      { length: run.p * dModel },
      (_, i) => Number(tokens.data[i]) + Number(positions.data[position * dModel + (i % dModel)]),
    ),
  });
  return { x: at(0), y: at(1) };
}

function weights(run: Run, checkpoint: ReadonlyMap<string, Tensor>, name: string): Tensor {
  const found = checkpoint.get(name);
  if (found === undefined) {
    throw new InputError(
      `run "${run.name}": its last checkpoint has no "${name}". Record it again with: ${run.manifest.made.command}`,
    );
  }
  return found;
}

/** What is summed on the screen must come to what the recording says of it. */
function agree(run: Run, probe: Probe): void {
  const sum = partialR2(probe, probe.terms.length);
  if (Math.abs(sum - probe.r2) <= ROUNDING) return;
  throw new InputError(
    `run "${run.name}": its probes read R² = ${sum.toFixed(4)} off its final weights, but "${PROBE}.r2" says ${probe.r2.toFixed(4)}. Record them again with: npm run analyze run=${run.name}`,
  );
}

/** The network's embedding norm of a frequency stands in the middle of those that are no keys: no better, no worse. */
async function findControl(
  run: Run,
  keys: readonly number[],
  embedding: Embedding,
): Promise<Control | undefined> {
  const overSteps = await run.tensor('embed.W_E.fourier_norm.over_steps');
  const norms = select(overSteps, { step: labels(overSteps, 'step').at(-1) ?? 0 });
  const others = labels(norms, 'frequency')
    .map((k, i) => ({ k: Number(k), norm: Number(norms.data[i]) }))
    .filter(({ k }) => !keys.includes(k))
    .sort((a, b) => a.norm - b.norm);
  const middle = others[others.length >> 1];
  if (middle === undefined) return undefined;
  const target = probeTarget(middle.k, 'cos', embedding.p);
  const fit = fitSparseProbe(embedding.values, target);
  return { k: middle.k, target, readout: predict(fit, embedding.values), r2: fit.r2, weights: fit.active };
}

/** Fitted to embeddings that differ by a constant, the weights agree to within the fit's tolerance. */
function sameWeights(one: Probe, other: Probe): boolean {
  const byEntry = new Map(other.terms.map(({ entry, weight }) => [entry, weight]));
  const largest = Math.abs(one.terms[0]?.weight ?? 0);
  return (
    one.terms.length === other.terms.length &&
    one.terms.every(
      ({ entry, weight }) => Math.abs(weight - (byEntry.get(entry) ?? Infinity)) < 1e-3 * largest,
    )
  );
}

function floats({ data }: NamedTensor): Float64Array {
  return Float64Array.from(data, Number);
}

function single(source: NamedTensor, at: Readonly<Record<string, number | string>>): number {
  return floats(select(source, at))[0] ?? Number.NaN;
}
