import { describe, expect, it } from 'vitest';
import { networkLayout } from '../../src/nodes/network/layout';
import type { NetworkShape } from '../../src/nodes/network/shape';

const shape: NetworkShape = { vocabulary: 114, dModel: 128, heads: 4, dHead: 32, dMlp: 512, logits: 114 };

describe('the layout of a network', () => {
  it.each([1, 2, 3, 4, 6, 8, 16])('keeps %s heads in the frame, above the caption and apart', (heads) => {
    const { heads: places } = networkLayout({ ...shape, heads, dHead: 128 / heads });
    expect(places).toHaveLength(Math.min(heads, 6));
    for (const [i, { y, unit, mixed }] of places.entries()) {
      expect(y - 2.9 * unit).toBeGreaterThan(-500);
      expect(y + 2 * unit).toBeLessThan(420);
      expect(mixed[0] + unit).toBeLessThan(networkLayout(shape).middle.x - 40);
      const next = places[i + 1];
      if (next) expect(next.y - y).toBeGreaterThan(6 * unit);
    }
  });

  it('shows no more cells than a vector has', () => {
    const small = networkLayout({ vocabulary: 6, dModel: 4, heads: 2, dHead: 2, dMlp: 8, logits: 6 });
    expect([small.tokens[0]?.most, small.middle.most, small.hidden.most]).toEqual([6, 4, 8]);
  });

  it('leads the residual stream below everything that it passes', () => {
    const { heads, hidden, below } = networkLayout(shape);
    for (const { y, unit } of heads) expect(below.attention).toBeGreaterThan(y + 1.9 * unit);
    expect(below.neurons).toBeGreaterThan(hidden.y + (hidden.most * hidden.pitch) / 2);
  });
});
