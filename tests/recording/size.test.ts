import { describe, expect, it } from 'vitest';
import { DEFAULTS, settingsOf } from '../../src/cli/train-presets';
import { Metrics } from '../../src/model/metrics';
import { checkpointTensors } from '../../src/model/recorded-weights';
import { recordedSettings, runParts } from '../../src/model/run-settings';
import { isCheckpoint, isEvaluated, type Schedule } from '../../src/model/schedule';
import { initialWeights } from '../../src/model/weights';
import { Run } from '../../src/recording/run';
import { encodeSafetensors } from '../../src/recording/safetensors';
import { folderSource } from '../../src/recording/source-node';

const MB = 1e6;

const steps = ({ steps: last }: Schedule) => Array.from({ length: last + 1 }, (_, step) => step);
const checkpoints = (schedule: Schedule) => steps(schedule).filter((step) => isCheckpoint(schedule, step));

/** The curves of a whole training: their file, and what they add to the manifest. */
function metricsBytes(schedule: Schedule): number {
  const metrics = new Metrics();
  for (const step of steps(schedule)) {
    metrics.addTrain({ loss: 1, accuracy: 0 });
    if (isEvaluated(schedule, step)) metrics.addTest(step, { loss: 1, accuracy: 0 });
  }
  const tensors = metrics.tensors();
  const file = encodeSafetensors(Object.fromEntries(tensors.map((entry) => [entry.name, entry])), {});
  // The manifest is indented: each number stands on a line of its own.
  return (
    file.length +
    JSON.stringify(
      tensors.map(({ coords }) => coords ?? {}),
      null,
      6,
    ).length
  );
}

describe('a default training of 20 000 steps', () => {
  const settings = settingsOf(DEFAULTS);
  const { schedule } = settings;

  it('keeps at least 200 checkpoints in less than 250 MB, and what is drawn from in less than 32 MB', async () => {
    expect(schedule.steps).toBe(20_000);
    const kept = checkpoints(schedule).length;
    expect(kept).toBeGreaterThanOrEqual(200);
    const { architecture } = runParts(settings);
    const weights = initialWeights(architecture, 0);
    const checkpoint = encodeSafetensors(checkpointTensors(architecture, weights), {}).length;

    // The committed run is the same network: its surfaces have a bounded number of steps, what is measured grows.
    const { manifest } = await Run.open(folderSource('default'));
    const grown = kept / checkpoints(recordedSettings(manifest).schedule).length;
    expect(grown).toBeGreaterThan(1);
    let rest = metricsBytes(schedule) + grown * JSON.stringify(manifest, null, 1).length;
    for (const [file, { bytes }] of Object.entries(manifest.files)) {
      if (file.startsWith('checkpoints/') || file.startsWith('metrics')) continue;
      rest += /^(surfaces|state)/.test(file) ? bytes : grown * bytes;
    }
    expect(rest).toBeLessThan(32 * MB);
    expect(rest + kept * checkpoint).toBeLessThan(250 * MB);
    // What docs/training.md says of it.
    expect([kept, Math.round((kept * checkpoint) / MB)]).toEqual([219, 199]);
  });
});
