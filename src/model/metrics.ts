import { InputError } from '../errors';
import type { TensorData } from '../recording/dtype';
import type { NamedTensor } from '../recording/tensor';
import { tensor } from '../recording/tensor';
import type { Score } from './loss';

/** The curves of a training: the train pairs at every step, the test pairs at the steps that were evaluated. */
export class Metrics {
  private readonly trainLoss: number[] = [];
  private readonly trainAccuracy: number[] = [];
  private readonly testSteps: number[] = [];
  private readonly testLoss: number[] = [];
  private readonly testAccuracy: number[] = [];

  /** The number of steps whose train score is known: the next one to come. */
  get length(): number {
    return this.trainLoss.length;
  }

  /** Adds the next step's score on the train pairs. */
  addTrain({ loss, accuracy }: Score): void {
    this.trainLoss.push(loss);
    this.trainAccuracy.push(accuracy);
  }

  /** Adds a score on the test pairs. */
  addTest(step: number, { loss, accuracy }: Score): void {
    this.testSteps.push(step);
    this.testLoss.push(loss);
    this.testAccuracy.push(accuracy);
  }

  /** The latest scores. */
  latest(): { train: Score | undefined; test: Score | undefined } {
    return {
      train: last(this.trainLoss, this.trainAccuracy),
      test: last(this.testLoss, this.testAccuracy),
    };
  }

  /** The first evaluated step at which the test accuracy was at least `share`. */
  firstTestAccuracy(share: number): number | undefined {
    return this.testSteps[this.testAccuracy.findIndex((accuracy) => accuracy >= share)];
  }

  /** The curves as tensors to record. */
  tensors(): NamedTensor[] {
    const curve = (
      name: string,
      values: number[],
      unit: string,
      meaning: string,
      step?: number[],
    ): NamedTensor => ({
      name,
      ...tensor(Float32Array.from(values), [values.length]),
      dims: ['step'],
      unit,
      meaning,
      ...(step ? { coords: { step: [...step] } } : {}),
    });
    const { testSteps } = this;
    return [
      curve('metrics.train_loss', this.trainLoss, 'nat', 'mean cross entropy on the train pairs, all logits'),
      curve('metrics.train_accuracy', this.trainAccuracy, '1', 'share of the train pairs answered right'),
      curve(
        'metrics.test_loss',
        this.testLoss,
        'nat',
        'mean cross entropy on the test pairs, all logits',
        testSteps,
      ),
      curve(
        'metrics.test_accuracy',
        this.testAccuracy,
        '1',
        'share of the test pairs answered right',
        testSteps,
      ),
    ];
  }

  /**
   * Reads recorded curves back, up to the state after `step` updates: what a resumed training goes on from.
   *
   * @throws InputError when the curves do not reach that far.
   */
  static restore(
    recorded: (name: string) => { data: TensorData; steps: readonly number[] },
    step: number,
  ): Metrics {
    const metrics = new Metrics();
    const take = (name: string, to: number[], steps?: number[]) => {
      const { data, steps: known } = recorded(name);
      known.forEach((at, i) => {
        // The step itself is scored again when training goes on from it.
        if (at >= step) return;
        to.push(Number(data[i]));
        steps?.push(at);
      });
    };
    take('metrics.train_loss', metrics.trainLoss);
    take('metrics.train_accuracy', metrics.trainAccuracy);
    take('metrics.test_loss', metrics.testLoss, metrics.testSteps);
    take('metrics.test_accuracy', metrics.testAccuracy);
    if (metrics.length !== step)
      throw new InputError(
        `the recorded curves hold ${metrics.length} steps of ${step}: record the run again`,
      );
    return metrics;
  }
}

function last(losses: readonly number[], accuracies: readonly number[]): Score | undefined {
  const [loss, accuracy] = [losses.at(-1), accuracies.at(-1)];
  return loss === undefined || accuracy === undefined ? undefined : { loss, accuracy };
}
