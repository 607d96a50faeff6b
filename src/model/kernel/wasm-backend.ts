import { InputError } from '../../errors';
import type { Architecture } from '../architecture';
import type { Backend, OptimizerOptions, TrainingState } from '../backend';
import type { Score } from '../loss';
import type { Task } from '../task';
import { mapWeights, type Weights } from '../weights';
import type { Helpers, StartHelpers } from './helpers';
import { BATCH, layOut } from './layout';
import type { Machine } from './machine';
import { Packer } from './pack';
import { COMMANDS, createTeamPlan, joinTeam, type TeamPlan } from './program';
import { SETTINGS, type Setting } from './settings';
import { range } from './tasks';
import type { Member } from './team';

/** What a WebAssembly backend is made of. */
export interface WasmBackendOptions {
  readonly task: Task;
  readonly architecture: Architecture;
  readonly optimizer: OptimizerOptions;
  /** The training pairs, in any order. */
  readonly train: Int32Array;
  /** The compiled kernel and its variant, for the record. */
  readonly module: WebAssembly.Module;
  readonly variant: string;
  readonly threads: number;
  readonly startHelpers: StartHelpers;
}

/** Pages of 64 KiB that a WebAssembly memory can have: 4 GiB. */
const MOST_PAGES = 65_536;

/** Where the examples of each x begin in a list sorted by x. */
function starts(values: Int32Array, size: number): Int32Array {
  const counts = new Int32Array(size + 1);
  for (const value of values) counts[value + 1] = (counts[value + 1] ?? 0) + 1;
  for (let i = 0; i < size; i++) counts[i + 1] = (counts[i + 1] ?? 0) + (counts[i] ?? 0);
  return counts;
}

/** Writes the training pairs, sorted by x and then y, with the lists of each x's and each y's examples. */
function writeExamples(machine: Machine, task: Task, sorted: Int32Array): void {
  const { memory, layout } = machine;
  const { at } = layout;
  const ints = (address: number) => new Int32Array(memory.buffer, address, sorted.length);
  ints(at.xs).set(sorted.map((pair) => Math.floor(pair / task.size)));
  ints(at.ys).set(sorted.map((pair) => pair % task.size));
  ints(at.answers).set(sorted.map((pair) => task.labels[pair] ?? -1));
  const order = sorted.map((_, index) => index);
  ints(at.byX).set(order);
  ints(at.byY).set(order.sort((a, b) => yOf(a) - yOf(b) || a - b));
  function yOf(index: number): number {
    return (sorted[index] ?? 0) % task.size;
  }
}

/**
 * Our own kernel: WebAssembly SIMD on shared memory, in as many threads as asked for. It computes the network of
 * `forward.ts` through tables, in float32 with the cross entropy in float64; the same inputs give the same bits
 * whatever the number of threads.
 *
 * @throws InputError when the pairs are not of the task; WorkError when the memory or a thread cannot be had.
 */
export async function createWasmBackend(options: WasmBackendOptions): Promise<Backend> {
  const { task, architecture, optimizer, module, threads } = options;
  if (!Number.isInteger(threads) || threads < 1 || threads > 64)
    throw new InputError(`threads=${threads} is not an integer from 1 to 64`);
  const sorted = options.train.slice().sort();
  for (const pair of sorted)
    if ((task.labels[pair] ?? -1) < 0)
      throw new InputError(`training pair ${pair} has no answer in the task`);
  const window = optimizer.grokfast === 0 ? 0 : optimizer.grokfastWindow;
  const plan = { architecture, examples: sorted.length, loss: optimizer.loss, window, threads };
  const pages = Math.ceil(layOut(plan).bytes / 65536);
  if (pages > MOST_PAGES)
    throw new InputError(
      `this network on this task needs ${Math.ceil(pages / 16384)} GiB, and WebAssembly has 4: a smaller p=, dMlp= or grokfastWindow= fits`,
    );
  const memory = new WebAssembly.Memory({ initial: pages, maximum: MOST_PAGES, shared: true });
  const team = createTeamPlan({
    plan,
    optimizer,
    lists: {
      xStarts: starts(
        sorted.map((pair) => Math.floor(pair / task.size)),
        task.size,
      ),
      yStarts: starts(
        sorted.map((pair) => pair % task.size),
        task.size,
      ),
    },
    module,
    memory,
    threads,
  });
  const { machine, member } = joinTeam(team);
  writeExamples(machine, task, sorted);
  const helpers = threads > 1 ? await options.startHelpers(team) : undefined;
  return new WasmBackend(`wasm-${options.variant}`, task, team, machine, member, helpers);
}

class WasmBackend implements Backend {
  private readonly packer: Packer;
  private updates = 0;
  /** Whether the tables are those of the current weights. */
  private folded = false;

  constructor(
    readonly name: string,
    private readonly task: Task,
    private readonly team: TeamPlan,
    private readonly machine: Machine,
    private readonly member: Member,
    private readonly helpers: Helpers | undefined,
  ) {
    this.packer = new Packer(team.plan.architecture, machine.layout, machine.memory);
  }

  get threads(): number {
    return this.team.threads;
  }

  async load(state: TrainingState): Promise<void> {
    const { w, m, v, slow, window, trainedFloats } = this.machine.layout;
    this.packer.write(w, state.weights);
    this.packer.write(m, state.mean);
    this.packer.write(v, state.square);
    this.packer.write(slow, state.slow ?? mapWeights((name) => new Float32Array(state.weights[name].length)));
    state.window?.forEach((gradients, slot) => {
      this.packer.write(window + slot * trainedFloats * 4, gradients);
    });
    this.updates = state.step;
    this.folded = false;
  }

  async read(): Promise<TrainingState> {
    const { w, m, v, slow, window, trainedFloats } = this.machine.layout;
    const { optimizer, plan } = this.team;
    const kept = Math.min(this.updates, plan.window);
    const read = (base: number) => this.packer.read(base);
    return {
      step: this.updates,
      weights: read(w),
      mean: read(m),
      square: read(v),
      ...(optimizer.grokfast === 0 || plan.window > 0 ? {} : { slow: read(slow) }),
      ...(plan.window === 0
        ? {}
        : { window: range(kept).map((slot) => read(window + slot * trainedFloats * 4)) }),
    };
  }

  async step(learningRate: number): Promise<Score> {
    const { beta1, beta2, weightDecay } = this.team.optimizer;
    this.fold();
    this.member.run(COMMANDS.train);
    const { at } = this.machine.layout;
    const { examples } = this.team.plan;
    const { buffer } = this.machine.memory;
    const loss = sum(new Float64Array(buffer, at.losses, examples)) / examples;
    const accuracy = sum(new Int32Array(buffer, at.rights, examples)) / examples;
    this.updates++;
    this.set('updates', this.updates);
    this.set('keep', 1 - learningRate * weightDecay);
    this.set('rate', learningRate / (1 - beta1 ** this.updates));
    this.set('rootScale', 1 / Math.sqrt(1 - beta2 ** this.updates));
    this.member.run(COMMANDS.update);
    this.folded = false;
    return { loss, accuracy };
  }

  async gradients(): Promise<Weights<Float32Array>> {
    this.fold();
    this.member.run(COMMANDS.train);
    return this.packer.read(this.machine.layout.g);
  }

  async evaluate(pairs: Int32Array): Promise<Score> {
    const { at } = this.machine.layout;
    const { buffer } = this.machine.memory;
    let loss = 0;
    let rights = 0;
    this.forEachBatch(pairs, (count) => {
      loss += sum(new Float64Array(buffer, at.batchLosses, count));
      rights += sum(new Int32Array(buffer, at.batchRights, count));
    });
    return { loss: loss / pairs.length, accuracy: rights / pairs.length };
  }

  async logits(pairs: Int32Array): Promise<Float32Array> {
    const columns = this.team.plan.architecture.dVocabOut;
    const out = new Float32Array(pairs.length * columns);
    const { at, sides } = this.machine.layout;
    this.forEachBatch(pairs, (count, first) => {
      for (let i = 0; i < count; i++) {
        const row = at.batchRows + i * sides.compositeRow + sides.neurons * 4;
        out.set(new Float32Array(this.machine.memory.buffer, row, columns), (first + i) * columns);
      }
    });
    return out;
  }

  async close(): Promise<void> {
    if (this.threads > 1) this.member.stop();
    await this.helpers?.end();
  }

  private set(name: Setting, value: number): void {
    this.team.settings[SETTINGS[name]] = value;
  }

  private fold(): void {
    if (!this.folded) this.member.run(COMMANDS.fold);
    this.folded = true;
  }

  private forEachBatch(pairs: Int32Array, read: (count: number, first: number) => void): void {
    this.fold();
    const { at } = this.machine.layout;
    const { buffer } = this.machine.memory;
    for (let first = 0; first < pairs.length; first += BATCH) {
      const batch = pairs.subarray(first, first + BATCH);
      const ints = (address: number) => new Int32Array(buffer, address, batch.length);
      const [xs, ys, answers] = [ints(at.batchXs), ints(at.batchYs), ints(at.batchAnswers)];
      batch.forEach((pair, i) => {
        xs[i] = Math.floor(pair / this.task.size);
        ys[i] = pair % this.task.size;
        answers[i] = Math.max(0, this.task.labels[pair] ?? 0);
      });
      this.set('batch', batch.length);
      this.member.run(COMMANDS.evaluate);
      read(batch.length, first);
    }
  }
}

function sum(values: Float64Array | Int32Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
