import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Run } from '../../src/recording/run';
import { folderSource, runsFolder } from '../../src/recording/source-node';
import { loadDiscovery, moments, roundUp } from '../../src/scenes/discovery/load';
import { citation, REPORT } from '../../src/scenes/discovery/published';
import { byHeart, delayFactor, others, publishedDelay } from '../../src/scenes/discovery/sentences';
import { firstStep, valueAtStep } from '../../src/scenes/loss-curves/training-curves';

const steps = Array.from({ length: 6001 }, (_, i) => i);
const rising = (from: number, to: number, level = 0) => ({
  steps,
  values: steps.map((step) => Math.max(level, Math.min(1, (step - from) / (to - from)))),
});

describe('the moments of the discovery', () => {
  it('are found in the curves, in the order in which they are told', () => {
    const found = moments(rising(0, 100), rising(4000, 5000, 0.02), 'made');
    expect(found).toMatchObject({ memorised: 99, stop: 300, total: 6000, grokked: 4990 });
    expect(found.atStop).toEqual({ train: 1, test: 0.02 });
    // A twentieth of the way from 0.02 to 1 is 0.069: step 4069 is the first to reach it.
    expect(found.quiet).toBe(4068);
    expect(found.risen).toBeGreaterThan(found.quiet);
    expect(found.grokked).toBeGreaterThan(found.risen);
  });

  it('are refused for a run that has not generalised, or has done so at once, with what was found in it', () => {
    expect(() => moments(rising(0, 100), rising(4000, 9000), 'early')).toThrow(
      /"early"[\s\S]*train pairs are right at step 99[\s\S]*test pairs at step none/,
    );
    expect(() => moments(rising(0, 100), rising(0, 150), 'quick')).toThrow(/"quick"[\s\S]*at step 149/);
  });

  it('stops at a round number of steps', () => {
    expect([355, 250, 400, 1001, 9.5].map(roundUp)).toEqual([400, 300, 400, 2000, 10]);
  });
});

describe('what is cited', () => {
  it('names title, authors, number and year of the report on the screen', () => {
    expect(citation()).toContain(REPORT.title);
    expect(citation()).toContain(`arXiv ${REPORT.arxiv} (${REPORT.year})`);
    for (const author of REPORT.authors) expect(citation()).toContain(author.split(' ').at(-1));
  });

  it('comes to a thousandfold delay, as its figures do', () => {
    expect(publishedDelay()).toContain('about 1\u00a0000 times');
  });
});

const committed = existsSync(path.join(runsFolder, 'default', 'run.json'));

describe.skipIf(!committed)('what the chapter says of the committed run', () => {
  it('is what its metrics say', async () => {
    const data = await loadDiscovery(await Run.open(folderSource('default')));
    expect(data.task).toBe('x + y mod 113');
    expect(firstStep(data.train, 0.99)).toBe(data.memorised);
    expect(valueAtStep(data.train, data.memorised - 1)).toBeLessThan(0.99);
    expect(byHeart(data)).toContain(`step ${data.memorised}`);
    // Shares are cut, never rounded up.
    expect(others(data)).toContain(` ${(Math.floor(1000 * data.atStop.test) / 10).toFixed(1)}\u00a0%`);
    expect(delayFactor(data)).toBe(Math.round(data.grokked / data.memorised));
    // Nothing much to see, as the caption says, until the last moment of the plateau.
    expect(valueAtStep(data.test, data.quiet) - data.atStop.test).toBeLessThan(0.05);
  });
});
