import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { mean } from '../../src/analysis/fve';
import { angleBetween, dialAngle, TURN } from '../../src/nodes/clock-geometry';
import { weightedSum } from '../../src/nodes/stage3d/surface-geometry';
import { Run } from '../../src/recording/run';
import { folderSource, runsFolder } from '../../src/recording/source-node';
import {
  aroundClock,
  type ColdOpenData,
  loadColdOpen,
  stepWeights,
  theFall,
} from '../../src/scenes/cold-open/load';
import { valueAtStep } from '../../src/scenes/loss-curves/training-curves';

describe('the fall of a loss', () => {
  const steps = Array.from({ length: 101 }, (_, i) => 10 * i);
  const falling = steps.map((step) => (step < 200 ? 5 : step < 600 ? 20 : 20 * 10 ** (-(step - 600) / 50)));

  it('begins a factor of ten below the peak and is found in decades', () => {
    // From 20, eight decades in 400 steps: one of them is done at 650, seven tenths of the eight at 880.
    expect(theFall({ steps, values: falling }, 'made')).toEqual({ turn: 650, fallen: 880 });
  });

  it('is refused where there is none, with how far the loss has come', () => {
    const flat = steps.map((step) => (step < 500 ? 20 : 4));
    expect(() => theFall({ steps, values: flat }, 'flat')).toThrow(
      /"flat"[\s\S]*from 20 to 4\.0[\s\S]*resume=flat/,
    );
  });
});

describe('the surface between two recorded steps', () => {
  const recorded = [0, 10, 20, 100];

  it('is the recorded one at a recorded step', () => {
    recorded.forEach((step, i) => {
      expect(stepWeights(recorded, step)).toEqual(recorded.map((_, j) => (j === i ? 1 : 0)));
    });
  });

  it('is mixed of its two neighbours elsewhere, and the last one beyond the end', () => {
    expect(stepWeights(recorded, 40)).toEqual([0, 0, 0.75, 0.25]);
    expect(stepWeights(recorded, 12.5)).toEqual([0, 0.75, 0.25, 0]);
    expect(stepWeights(recorded, 500)).toEqual([0, 0, 0, 1]);
  });
});

describe('the order round a clock', () => {
  it('puts neighbours on the clock of a frequency beside each other', () => {
    // On the clock of frequency 2 modulo 5 the residues stand in the order 0, 3, 1, 4, 2.
    expect([...aroundClock([0, 1, 2, 3, 4], 2)]).toEqual([0, 3, 1, 4, 2]);
  });
});

const committed = existsSync(path.join(runsFolder, 'default', 'run.json'));

describe.skipIf(!committed)('what the opening shows of the committed run', () => {
  let run: Run;
  let data: ColdOpenData;
  beforeAll(async () => {
    run = await Run.open(folderSource('default'));
    data = await loadColdOpen(run);
  });

  it('falls where the metrics fall, long after the train pairs are known', () => {
    const peak = Math.max(...Array.from(data.test.values));
    expect(data.early).toBeLessThan(data.turn / 3);
    expect(valueAtStep(data.test, data.turn)).toBeLessThanOrEqual(peak / 10);
    expect(data.fallen).toBeGreaterThan(data.turn);
    expect(data.fallen).toBeLessThan(data.total);
  });

  it('ends on the recorded surface of the neuron that it names', async () => {
    const { neuron, steps, fields, last } = data.surface;
    const { data: final } = await run.surface('blocks.0.mlp.hook_pre', { neuron });
    const centre = mean(final);
    const shown = weightedSum(fields, stepWeights(steps, data.total));
    // The film of it is recorded in half floats.
    const finest = 1e-3 * (last[1] - last[0]);
    shown.forEach((height, i) => {
      expect(Math.abs(height - ((final[i] ?? 0) - centre))).toBeLessThan(finest);
    });
  });

  it('keeps one scale for all steps, wide enough for the last', () => {
    const { last, ever } = data.surface;
    expect(ever[0]).toBeLessThanOrEqual(last[0]);
    expect(ever[1]).toBeGreaterThanOrEqual(last[1]);
  });

  it('shows a clock whose points stand in order round it', () => {
    const off = Array.from({ length: data.p }, (_, j) =>
      Math.abs(angleBetween((TURN * j) / data.p, dialAngle(data.dial, j))),
    );
    // Each is measured, and most stand within a twelfth of a turn of their place.
    expect(off.filter((angle) => angle < TURN / 12).length).toBeGreaterThan(0.9 * data.p);
  });
});
