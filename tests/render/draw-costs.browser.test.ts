import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { drawCosts, openProject, wholeCost } from '../../src/render';

describe('the costs of drawing', () => {
  it('are those of a few frames every so often, part by part, as long as the scene lasts', async () => {
    const open = await openProject({ project: resolve(__dirname, '../fixtures/stage3d/src/project.ts') });
    try {
      // The scene lasts two seconds: a look at 0, 0.7 and 1.4 s.
      const size = { width: 320, height: 180 };
      const options = { scenes: ['still'], size, fps: 10, every: 7, frames: 2 };
      const costs = await drawCosts(open, options);
      expect(costs.map(({ seconds }) => seconds)).toEqual([0, 0.7, 1.4]);
      for (const cost of costs) {
        expect(Math.min(cost.play, cost.draw, cost.paint)).toBeGreaterThanOrEqual(0);
        expect(wholeCost(cost)).toBeGreaterThan(0);
      }
      // Whatever is measured can be measured again: it goes back to the scene's start.
      expect(await drawCosts(open, { ...options, frames: 1 })).toHaveLength(3);
    } finally {
      await open.close();
    }
  });
});
