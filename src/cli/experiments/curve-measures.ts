import { labels, type NamedTensor } from '../../recording/tensor';

/** Losses below this count as memorised. */
export const MEMORISED_LOSS = 1e-2;

/** What the curves of a training tell; null where it did not happen. */
export interface CurveMeasures {
  /** Cross entropy of the initial weights on the train pairs. */
  readonly initialLoss: number;
  /** First step with a train loss below {@link MEMORISED_LOSS}. */
  readonly memorisedStep: number | null;
  readonly peakTestLoss: number;
  readonly peakTestStep: number;
  /** First evaluated steps with a test accuracy of at least 95 % and 99 %. */
  readonly step95: number | null;
  readonly step99: number | null;
  /** At the last step. */
  readonly steps: number;
  readonly trainLoss: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
}

/**
 * Reads the measures off recorded curves.
 *
 * @param curve - gives the tensor of a name, such as `metrics.test_loss`; a run's or a training's own.
 */
export async function curveMeasures(
  curve: (name: string) => NamedTensor | Promise<NamedTensor>,
): Promise<CurveMeasures> {
  const read = async (name: string) => {
    const found = await curve(`metrics.${name}`);
    return { values: Array.from(found.data, Number), steps: labels(found, 'step').map(Number) };
  };
  const [train, test, accuracy] = [
    await read('train_loss'),
    await read('test_loss'),
    await read('test_accuracy'),
  ];
  const first = (of: typeof train, reached: (value: number) => boolean) =>
    of.steps[of.values.findIndex(reached)] ?? null;
  const peak = test.values.reduce((top, value) => Math.max(top, value), Number.NEGATIVE_INFINITY);
  const last = (of: typeof train) => of.values.at(-1) ?? Number.NaN;
  return {
    initialLoss: train.values[0] ?? Number.NaN,
    memorisedStep: first(train, (loss) => loss < MEMORISED_LOSS),
    peakTestLoss: peak,
    peakTestStep: test.steps[test.values.indexOf(peak)] ?? Number.NaN,
    step95: first(accuracy, (share) => share >= 0.95),
    step99: first(accuracy, (share) => share >= 0.99),
    steps: train.steps.at(-1) ?? Number.NaN,
    trainLoss: last(train),
    testLoss: last(test),
    testAccuracy: last(accuracy),
  };
}
