import { highestFrequency } from '../../analysis/fourier-basis';
import { keyFrequencies } from '../../analysis/key-frequencies';
import { CLUSTER_SHARE } from '../../analysis/neuron-clusters';
import { InputError } from '../../errors';
import type { Run } from '../../recording/run';
import { labels, type NamedTensor, select } from '../../recording/tensor';
import { frequencyColor } from '../../theme/palette';
import { type NormsOverSteps, type Spectrum, spectrumOf } from './spectrum';

/** A key frequency in the colour that it has wherever its clock is shown. */
export interface Key {
  readonly k: number;
  readonly color: string;
}

/** A neuron's pre-activation over x while y is 0. */
export interface NeuronRow extends Spectrum {
  readonly neuron: number;
}

/** A measure of W_E and of W_L at each recorded step. */
export interface OverSteps<T> {
  readonly embed: T;
  readonly unembed: T;
}

/** What the chapter takes from a recording. */
export interface FourierData {
  readonly p: number;
  readonly dModel: number;
  /** How many frequencies there are. */
  readonly half: number;
  /** Rising. */
  readonly keys: readonly Key[];
  /** One neuron for each key frequency, at most five, by rising frequency. */
  readonly rows: readonly NeuronRow[];
  /** The one that is wound up. */
  readonly lead: NeuronRow;
  /** How many neurons follow one key frequency, of how many, and by which share of their variance at least. */
  readonly followers: { readonly count: number; readonly of: number; readonly share: number };
  /** The norm of each frequency in the embedding W_E and in W_L = W_out W_U. */
  readonly norms: OverSteps<NormsOverSteps>;
  /** The share of the power outside the constant that the key frequencies hold. */
  readonly keyShare: OverSteps<{ readonly steps: readonly number[]; readonly values: Float64Array }>;
}

const PRE = 'blocks.0.mlp.hook_pre';
/** More rows than this are too low to be read. */
const MOST_ROWS = 5;
/** So many windings are easily told apart. */
const EASY = { fewest: 3, most: 6 } as const;

/**
 * Reads what the chapter shows from a recording.
 *
 * @throws InputError if the run is not about addition, has no key frequencies or no neuron that follows one, lacks a
 *   tensor, or took its key frequencies by another rule than the one that the chapter explains.
 */
export async function loadFourier(run: Run): Promise<FourierData> {
  const { operation } = run.manifest.task;
  if (operation !== 'add') {
    throw new InputError(
      `the chapter "fourier" explains addition, but run "${run.name}" was trained on "${operation}". Choose a run with op=add.`,
    );
  }
  const frequencies = [...(await run.numbers('key_frequencies'))].sort((a, b) => a - b);
  if (frequencies.length === 0) {
    throw new InputError(
      `run "${run.name}" has no key frequencies: it has not generalised. Train it longer with: npm run train resume=${run.name}`,
    );
  }
  const norms = {
    embed: await normsOf(run, 'embed.W_E.fourier_norm.over_steps'),
    unembed: await normsOf(run, 'W_L.fourier_norm.over_steps'),
  };
  const byRule = keyFrequencies(last(norms.embed), last(norms.unembed));
  if (byRule.join() !== frequencies.join()) {
    throw new InputError(
      `run "${run.name}" names the key frequencies ${frequencies.join(', ')}, but by the rule that the chapter "fourier" shows they are ${byRule.join(', ') || 'none'}. Record them again with: npm run analyze run=${run.name}`,
    );
  }
  const shares = await run.tensor('logits.wave.share');
  const strength = (k: number) => Number(select(shares, { key: k }).data[0]);
  const strongestFirst = [...frequencies].sort((a, b) => strength(b) - strength(a));
  const rows = await neuronRows(run, strongestFirst);
  const lead = [...rows].sort((a, b) => octavesOff(a.top) - octavesOff(b.top) || b.share - a.share)[0];
  if (lead === undefined) {
    throw new InputError(
      `run "${run.name}": no neuron of "${PRE}" follows a key frequency. Record it again with: npm run analyze run=${run.name}`,
    );
  }
  const followed = await run.numbers('blocks.0.mlp.neuron_share');
  const frequency = await run.numbers('blocks.0.mlp.neuron_frequency');
  const keyShare = await run.tensor('key_share.over_steps');
  const shareOf = (matrix: string) => ({
    steps: labels(keyShare, 'step').map(Number),
    values: floats(select(keyShare, { matrix })),
  });
  return {
    p: run.p,
    dModel: run.manifest.architecture.dModel,
    half: highestFrequency(run.p),
    keys: frequencies.map((k) => ({ k, color: frequencyColor(strongestFirst.indexOf(k)) })),
    rows,
    lead,
    followers: {
      count: followed.filter((share, i) => share >= CLUSTER_SHARE && frequencies.includes(frequency[i] ?? 0))
        .length,
      of: followed.length,
      share: CLUSTER_SHARE,
    },
    norms,
    keyShare: { embed: shareOf('W_E'), unembed: shareOf('W_L') },
  };
}

/** The norms at the final step. */
export function last({ norms }: NormsOverSteps): Float64Array {
  return Float64Array.from(norms.at(-1) ?? []);
}

async function normsOf(run: Run, name: string): Promise<NormsOverSteps> {
  const recorded = await run.tensor(name);
  const steps = labels(recorded, 'step').map(Number);
  return { steps, norms: steps.map((step) => floats(select(recorded, { step }))) };
}

/** For each of the strongest keys the recorded neuron whose row is most of that frequency. */
async function neuronRows(run: Run, strongestFirst: readonly number[]): Promise<NeuronRow[]> {
  const recorded = await run.tensor(PRE);
  const all: NeuronRow[] = [];
  for (const neuron of labels(recorded, 'neuron').map(Number)) {
    const row = select(recorded, { neuron, y: 0 });
    all.push({ neuron, ...spectrumOf(floats(row)) });
  }
  return strongestFirst
    .flatMap((k) => {
      const [best] = all.filter(({ top }) => top === k).sort((a, b) => b.share - a.share);
      return best === undefined ? [] : [best];
    })
    .slice(0, MOST_ROWS)
    .sort((a, b) => a.top - b.top);
}

/** How far a number of windings lies outside the easy range, in octaves. */
function octavesOff(k: number): number {
  return Math.max(0, Math.log2(EASY.fewest / k), Math.log2(k / EASY.most));
}

function floats({ data }: NamedTensor): Float64Array {
  return Float64Array.from(data, Number);
}
