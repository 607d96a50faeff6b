import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { frequencyShare } from '../../src/analysis/fourier-norms';
import { Run } from '../../src/recording/run';
import { folderSource, runsFolder } from '../../src/recording/source-node';
import { loadClocks } from '../../src/scenes/clocks/load';
import { type FourierData, last, loadFourier } from '../../src/scenes/fourier/load';
import { above, linesOf } from '../../src/scenes/fourier/spectrum';
import { frequencyColor } from '../../src/theme/palette';

const committed = existsSync(path.join(runsFolder, 'default', 'run.json'));

describe.skipIf(!committed)('what the chapter "fourier" shows of the committed run', () => {
  let run: Run;
  let data: FourierData;
  beforeAll(async () => {
    run = await Run.open(folderSource('default'));
    data = await loadFourier(run);
  });

  it('calls those frequencies keys that are above every line that it draws', async () => {
    const [embed, unembed] = [last(data.norms.embed), last(data.norms.unembed)];
    const lines = linesOf(unembed);
    const standing = above(embed, linesOf(embed).background);
    const byLines = above(unembed, lines.background).filter(
      (k) => standing.includes(k) && above(unembed, lines.strongest).includes(k),
    );
    expect(data.keys.map(({ k }) => k)).toEqual(byLines);
    // The line in the embedding alone would not do: that is why the chapter shows both.
    expect(standing.length).toBeGreaterThan(byLines.length);
  });

  it('shows neurons whose highest stem is a key frequency and holds almost all of the wave', async () => {
    expect(data.rows.map(({ top }) => top)).toEqual(data.keys.map(({ k }) => k));
    for (const { share } of data.rows) expect(share).toBeGreaterThan(0.9);
    expect(data.rows).toContain(data.lead);
  });

  it('says of the key share what the spectrum beside it holds, at the first step and at the last', async () => {
    const keys = data.keys.map(({ k }) => k);
    const { norms, keyShare } = data;
    for (const i of [0, norms.embed.norms.length - 1]) {
      expect(keyShare.embed.steps[i]).toBe(norms.embed.steps[i]);
      const power = Array.from(norms.embed.norms[i] ?? [], (norm) => norm ** 2);
      const held = keys.reduce((sum, k) => sum + (power[k - 1] ?? 0), 0);
      expect(keyShare.embed.values[i]).toBeCloseTo(held / power.reduce((sum, one) => sum + one, 0), 5);
    }
    const rows = Float64Array.from(await run.numbers('embed.W_E.fourier_norm'));
    expect(keyShare.embed.values.at(-1)).toBeCloseTo(frequencyShare(rows, keys), 5);
    expect(keyShare.embed.values.at(-1)).toBeGreaterThan(5 * (keyShare.embed.values[0] ?? 1));
  });

  it('gives every key frequency the colour that its clock has', async () => {
    const clocks = await loadClocks(run);
    expect(data.keys.map(({ k, color }) => [k, color])).toEqual(
      clocks.keys.map(({ k, rank }) => [k, frequencyColor(rank)]),
    );
  });

  it('counts the neurons that follow a key frequency as the analysis does', async () => {
    expect(data.followers.count / data.followers.of).toBeLessThanOrEqual(
      Number(run.manifest.headline.neuronsExplained),
    );
    expect(data.followers.count).toBeGreaterThan(data.followers.of / 2);
  });
});
