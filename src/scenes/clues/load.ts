import type { ROW_FIELDS } from '../../analysis/row-neurons';
import { InputError } from '../../errors';
import type { Run } from '../../recording/run';
import { labels, select } from '../../recording/tensor';
import { chooseFollowed, roundestPair, type WaveNeuron } from './choice';

const ROW = 'blocks.0.mlp.hook_pre.row';

/** A neuron along the row x = 0, over the steps of training. */
export interface Followed extends WaveNeuron {
  /** Its pre-activation about its mean over y, [step][y]. */
  readonly rows: readonly Float64Array[];
  /** The largest distance from the mean at any step, and at the last: a shot is drawn on one of these scales. */
  readonly most: number;
  readonly mostAtEnd: number;
  /** The rank of its frequency among those that are shown, slowest first. */
  readonly rank: number;
}

/** What the chapter takes from a recording. */
export interface CluesData {
  readonly p: number;
  readonly neurons: number;
  readonly followed: readonly Followed[];
  /** Two of one frequency that draw a round loop, as places among the followed. */
  readonly pair: readonly [number, number];
  readonly steps: readonly number[];
  /** Test accuracy at the same steps. */
  readonly accuracy: readonly number[];
}

/**
 * Reads what the chapter shows.
 *
 * @throws InputError if the run is not about addition, its neurons draw no waves, or it lacks a tensor.
 */
export async function loadClues(run: Run): Promise<CluesData> {
  const { operation } = run.manifest.task;
  if (operation !== 'add') {
    throw new InputError(
      `the chapter "clues" explains addition, but run "${run.name}" was trained on "${operation}". Choose a run with op=add.`,
    );
  }
  const over = await run.tensor(`${ROW}.over_steps`);
  const waves = await run.tensor(`${ROW}.wave`);
  const scores = await run.tensor('accuracy.over_steps');
  const field = (neuron: number, name: (typeof ROW_FIELDS)[number]) =>
    Number(select(waves, { neuron, field: name }).data[0]);
  const chosen = chooseFollowed(
    labels(over, 'neuron')
      .map(Number)
      .map((neuron) => ({ neuron, frequency: field(neuron, 'frequency'), phase: field(neuron, 'phase') })),
  );
  const pair = roundestPair(chosen);
  if (pair === undefined) {
    throw new InputError(
      `run "${run.name}": no two neurons along the recorded row share a frequency, so no loop can be shown. Train it longer with: npm run train resume=${run.name}`,
    );
  }
  const steps = labels(over, 'step').map(Number);
  const frequencies = [...new Set(chosen.map(({ frequency }) => frequency))];
  const followed = chosen.map((found) => {
    const { data } = select(over, { neuron: found.neuron });
    const rows = steps.map((_, i) => centred(Array.from(data.slice(i * run.p, (i + 1) * run.p), Number)));
    const sizes = rows.map((row) => Math.max(...row.map(Math.abs)));
    return {
      ...found,
      rows,
      most: Math.max(...sizes),
      mostAtEnd: sizes.at(-1) ?? 0,
      rank: frequencies.indexOf(found.frequency),
    };
  });
  return {
    p: run.p,
    neurons: run.manifest.architecture.dMlp,
    followed,
    pair: [chosen.indexOf(pair[0]), chosen.indexOf(pair[1])],
    steps,
    accuracy: steps.map((step) => Number(select(scores, { step, set: 'test' }).data[0])),
  };
}

function centred(values: readonly number[]): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Float64Array.from(values, (value) => value - mean);
}

/** A neuron's row at a moment between two recorded steps, as a place in the list of steps. */
export function rowAt({ rows }: Followed, moment: number): Float64Array {
  const left = Math.min(Math.floor(moment), rows.length - 1);
  const [from, to] = [rows[left], rows[Math.min(left + 1, rows.length - 1)]];
  if (from === undefined || to === undefined) throw new RangeError(`there is no moment ${moment}`);
  return from.map((value, y) => value + ((to[y] ?? 0) - value) * (moment - left));
}
