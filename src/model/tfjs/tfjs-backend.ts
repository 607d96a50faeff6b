import { InputError } from '../../errors';
import type { Architecture } from '../architecture';
import type { Backend, OptimizerOptions, TrainingState } from '../backend';
import { type Score, score } from '../loss';
import { LOSS_FUNCTIONS } from '../loss-functions';
import { type OptimizerState, update, windowLength } from '../optimizer';
import { addSmoothnessGradient } from '../smoothness';
import type { Task } from '../task';
import { copyWeights, mapWeights, type Weights, weightLength } from '../weights';
import { computeLogits, differentiate } from './differentiate';
import type { Tf } from './forward';

/** TensorFlow.js with one of its backends, loaded. */
export interface TensorFlow {
  /** For the record: `tfjs-wasm` or `tfjs-node`. */
  readonly name: string;
  readonly threads: number;
  readonly tf: Tf;
  /** Makes its backend the one that computes: TensorFlow.js has one at a time. */
  readonly choose: () => Promise<void>;
}

/** What a TensorFlow.js backend is made of. */
export interface TfjsBackendOptions {
  readonly task: Task;
  readonly architecture: Architecture;
  readonly optimizer: OptimizerOptions;
  /** The training pairs, in any order. */
  readonly train: Int32Array;
  readonly tensorFlow: TensorFlow;
}

/** Pairs whose logits are computed at a time where no gradient is needed. */
const BATCH = 4096;

/**
 * Trains with TensorFlow.js, which takes the network there and back in float32. The loss, its gradient by the logits and
 * the update are plain TypeScript in float64.
 *
 * @throws InputError when the pairs are not of the task.
 */
export function createTfjsBackend(options: TfjsBackendOptions): Backend {
  for (const pair of options.train)
    if ((options.task.labels[pair] ?? -1) < 0)
      throw new InputError(`training pair ${pair} has no answer in the task`);
  return new TfjsBackend(options);
}

class TfjsBackend implements Backend {
  private state: OptimizerState<Float32Array>;
  private readonly train: Int32Array;

  constructor(private readonly options: TfjsBackendOptions) {
    // In the order of the table, so that the sums do not depend on how the split was shuffled.
    this.train = options.train.slice().sort();
    const zeros = zerosOf(options.architecture);
    this.state = { step: 0, weights: zeros(), mean: zeros(), square: zeros(), slow: zeros(), window: [] };
  }

  get name(): string {
    return this.options.tensorFlow.name;
  }

  get threads(): number {
    return this.options.tensorFlow.threads;
  }

  async load({ step, weights, mean, square, slow, window = [] }: TrainingState): Promise<void> {
    this.state = {
      step,
      weights: copyWeights(weights),
      mean: copyWeights(mean),
      square: copyWeights(square),
      slow: slow ? copyWeights(slow) : zerosOf(this.options.architecture)(),
      window: window.map(copyWeights),
    };
  }

  async read(): Promise<TrainingState> {
    const { step, weights, mean, square, slow, window } = this.state;
    const { optimizer } = this.options;
    const averages = optimizer.grokfast !== 0 && windowLength(optimizer) === 0;
    return {
      step,
      weights: copyWeights(weights),
      mean: copyWeights(mean),
      square: copyWeights(square),
      ...(averages ? { slow: copyWeights(slow) } : {}),
      ...(windowLength(optimizer) > 0 ? { window: window.map(copyWeights) } : {}),
    };
  }

  async step(learningRate: number): Promise<Score> {
    const { logits, gradients } = await this.differentiate();
    const reached = this.score(logits, this.train);
    update(this.state, gradients, this.options.optimizer, learningRate);
    return reached;
  }

  async gradients(): Promise<Weights<Float32Array>> {
    return (await this.differentiate()).gradients;
  }

  async evaluate(pairs: Int32Array): Promise<Score> {
    let loss = 0;
    let right = 0;
    await this.forEachBatch(pairs, (logits, batch) => {
      const reached = this.score(logits, batch);
      loss += reached.loss * batch.length;
      right += reached.accuracy * batch.length;
    });
    return { loss: loss / pairs.length, accuracy: right / pairs.length };
  }

  async logits(pairs: Int32Array): Promise<Float32Array> {
    const columns = this.options.architecture.dVocabOut;
    const out = new Float32Array(pairs.length * columns);
    await this.forEachBatch(pairs, (logits, _, first) => out.set(logits, first * columns));
    return out;
  }

  /** Nothing outlives a call: there is nothing to free. */
  async close(): Promise<void> {}

  private async differentiate(): Promise<{ logits: Float32Array; gradients: Weights<Float32Array> }> {
    const { tensorFlow, architecture, optimizer } = this.options;
    const { weights } = this.state;
    await tensorFlow.choose();
    const found = differentiate(tensorFlow.tf, architecture, weights, this.train, (logits) =>
      this.lossGradient(logits),
    );
    if (optimizer.smoothness !== 0) {
      const embed = 'embed.W_E';
      addSmoothnessGradient(architecture, weights[embed], found.gradients[embed], optimizer.smoothness);
    }
    return found;
  }

  /** The mean loss of the train pairs by each of their logits. */
  private lossGradient(logits: Float32Array): Float32Array {
    const { architecture, optimizer } = this.options;
    const { gradient } = LOSS_FUNCTIONS[optimizer.loss];
    const columns = architecture.dVocabOut;
    const out = new Float32Array(logits.length);
    this.answersOf(this.train).forEach((answer, row) => {
      gradient(logits, row * columns, columns, answer, 1 / this.train.length, out);
    });
    return out;
  }

  private score(logits: Float32Array, pairs: Int32Array): Score {
    const { architecture, optimizer } = this.options;
    const columns = architecture.dVocabOut;
    return score(logits, this.answersOf(pairs), columns, columns, LOSS_FUNCTIONS[optimizer.loss].of);
  }

  private answersOf(pairs: Int32Array): Int32Array {
    return pairs.map((pair) => this.options.task.labels[pair] ?? -1);
  }

  private async forEachBatch(
    pairs: Int32Array,
    use: (logits: Float32Array, batch: Int32Array, first: number) => void,
  ): Promise<void> {
    const { tensorFlow, architecture } = this.options;
    await tensorFlow.choose();
    for (let first = 0; first < pairs.length; first += BATCH) {
      const batch = pairs.subarray(first, first + BATCH);
      use(computeLogits(tensorFlow.tf, architecture, this.state.weights, batch), batch, first);
    }
  }
}

/** Makes arrays of zeros, as many as there are values of each weight. */
function zerosOf(a: Architecture): () => Weights<Float32Array> {
  return () => mapWeights((name) => new Float32Array(weightLength(a, name)));
}
