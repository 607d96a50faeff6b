import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Run } from '../../src/recording/run';
import { folderSource, runsFolder } from '../../src/recording/source-node';
import { select } from '../../src/recording/tensor';
import { loadClocks } from '../../src/scenes/clocks/load';
import { PROBE } from '../../src/scenes/probe-readout';
import { loadProbes, type ProbesData } from '../../src/scenes/probes/load';
import { entryOf, nearestWave, partialR2, partialSum } from '../../src/scenes/probes/weighted-sum';

const committed = existsSync(path.join(runsFolder, 'default', 'run.json'));

describe.skipIf(!committed)('what the chapter "probes" shows of the committed run', () => {
  let run: Run;
  let data: ProbesData;
  beforeAll(async () => {
    run = await Run.open(folderSource('default'));
    data = await loadProbes(run);
  });

  it('sums the entries of the final embedding to what the recorded probes read, with the recorded R²', async () => {
    for (const token of ['x', 'y'] as const) {
      for (const part of ['cos', 'sin'] as const) {
        const probe = data.probes[token][part];
        expect(partialR2(probe, probe.terms.length)).toBeCloseTo(probe.r2, 4);
        // Shown about their means, the entries leave out only what the intercept makes good: the target's mean is 0.
        const sum = partialSum(probe.terms, probe.terms.length, data.p);
        sum.forEach((value, n) => {
          expect(value).toBeCloseTo(probe.readout[n] ?? Number.NaN, 4);
        });
      }
    }
  });

  it('shows every weight that the recording holds, and its penalty', async () => {
    const weight = await run.tensor(`${PROBE}.weight`);
    const alpha = await run.tensor(`${PROBE}.alpha`);
    for (const part of ['cos', 'sin'] as const) {
      const at = { key: data.k, token: 'x', part };
      const recorded = Array.from(select(weight, at).data, Number);
      const { terms, alpha: shown } = data.probes.x[part];
      expect(terms.map(({ weight }) => Math.abs(weight))).toEqual(
        recorded
          .filter((w) => w !== 0)
          .map(Math.abs)
          .sort((a, b) => b - a),
      );
      expect(shown).toBe(select(alpha, at).data[0]);
    }
  });

  it('has far fewer weights than rows, and more than one entry to say', async () => {
    const { terms, target, r2 } = data.probes.x.cos;
    expect(terms.length).toBeLessThan(data.p / 4);
    for (let entry = 0; entry < data.dModel; entry++) {
      expect(nearestWave(entryOf(data.embedding, entry), target).r2).toBeLessThan(r2 - 0.1);
    }
  });

  it('finds nothing by the same search where there is no key frequency', async () => {
    const keys = await run.numbers('key_frequencies');
    expect(keys).not.toContain(data.control?.k);
    expect(data.control?.r2).toBeLessThan(0.2);
    expect(data.control?.weights).toBeGreaterThan(data.probes.x.cos.terms.length);
  });

  it('reads the frequency, the R² and the number of weights that the chapter "clocks" starts from', async () => {
    const clocks = await loadClocks(run);
    expect(data.k).toBe(clocks.k);
    for (const token of ['x', 'y'] as const) {
      for (const part of ['cos', 'sin'] as const) {
        expect(data.probes[token][part].r2).toBe(clocks[token].r2[part]);
        expect(data.probes[token][part].terms.length).toBe(clocks[token].weights[part]);
        expect(data.probes[token][part].readout).toEqual(clocks[token][part]);
      }
    }
  });
});
