import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Run } from '../../src/recording/run';
import { folderSource, runsFolder } from '../../src/recording/source-node';
import { readStory, readTrainingCurves, valueAtStep } from '../../src/scenes/loss-curves/training-curves';

const committed = existsSync(path.join(runsFolder, 'default', 'run.json'));

describe.skipIf(!committed)('what the chapter loss-curves says of the committed run', () => {
  const read = async () => {
    const run = await Run.open(folderSource('default'));
    const curves = await readTrainingCurves(run);
    return { run, curves, story: readStory(curves, run.name) };
  };

  it('has the phases that the analysis recorded', async () => {
    const { run, story } = await read();
    expect(story.phases).toEqual(run.manifest.headline.phases);
  });

  it('tells the moments in their order: memorised, risen, grokked', async () => {
    const { story } = await read();
    expect(story.memorised).toBeLessThan(story.peak.step);
    expect(story.peak.step).toBeLessThan(story.risen);
    expect(story.risen).toBeLessThan(story.grokked);
    expect(story.grokked).toBeLessThanOrEqual(story.total);
  });

  it('sees the excluded loss turn up before test accuracy rises, and above the train loss at every step after', async () => {
    const { curves, story } = await read();
    const [turn] = story.phases.circuitFormation;
    expect(turn).toBeLessThan(story.risen);
    const { steps, values } = curves.excludedLoss;
    for (let i = 0; i < steps.length; i++) {
      const step = steps[i] as number;
      if (step > turn) expect(values[i]).toBeGreaterThan(valueAtStep(curves.trainLoss, step));
    }
  });

  it('sees the weights fall in clean-up', async () => {
    const { curves, story } = await read();
    const [begin, end] = story.phases.cleanUp;
    expect(valueAtStep(curves.sumOfSquares, end)).toBeLessThan(0.9 * valueAtStep(curves.sumOfSquares, begin));
  });
});
