import { expect, it } from 'vitest';
import { createArchitecture } from '../../src/model/architecture';
import { smoothnessPenalty } from '../../src/model/smoothness';

it('measures roughness as the mean square step between neighbours, and once more around the ring', () => {
  const architecture = createArchitecture(3, { dModel: 2, heads: 1, dMlp: 1 });
  // Tokens 0, 1 and "=": steps (1, 2) and (3, 0), and (4, 2) from "=" back to 0.
  const embed = Float64Array.from([0, 0, 1, 2, 4, 2]);
  expect(smoothnessPenalty(architecture, embed)).toBe((1 + 4 + 9 + 0) / 4 + (16 + 4) / 2);
  expect(smoothnessPenalty(architecture, new Float64Array(6).fill(7))).toBe(0);
});
