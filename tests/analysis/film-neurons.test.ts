import { describe, expect, it } from 'vitest';
import { profileNeurons } from '../../src/analysis/neuron-profile';
import { pairMarginals } from '../../src/analysis/pair-marginals';
import { chooseRowNeurons, ROW_NEURONS } from '../../src/analysis/row-neurons';
import { wavePowers } from '../../src/analysis/wave-powers';
import { surfaceOf } from './synthetic';

const p = 31;
const w = (k: number) => (2 * Math.PI * k) / p;

/** Surfaces side by side as channels, [p², surfaces]. */
function channels(surfaces: readonly Float64Array[]): Float64Array {
  return Float64Array.from({ length: p * p * surfaces.length }, (_, at) => {
    return surfaces[at % surfaces.length]?.[Math.floor(at / surfaces.length)] ?? Number.NaN;
  });
}

describe('neurons along a row', () => {
  const wave = (k: number, size: number, phase: number) =>
    surfaceOf(p, (x, y) => size * (Math.cos(w(k) * x) + Math.cos(w(k) * y + phase)));
  const surfaces = [
    wave(4, 3, 0.1),
    wave(4, 2.9, 0.2),
    wave(4, 2, 0.1 + Math.PI / 2),
    wave(4, 2.5, 0.15 + Math.PI),
    ...[5, 6, 7, 8].map((i) => wave(4, 0.1, i)),
    wave(9, 1, 0.7),
    wave(5, 8, 0),
  ];
  const marginals = pairMarginals(channels(surfaces), surfaces.length, p);
  const powers = wavePowers(marginals);
  const chosen = chooseRowNeurons(profileNeurons(powers, powers, p), [9, 4], marginals);

  it('take the key frequencies in turn, and of each the larger waves with phases far apart, a quarter turn before half a turn', () => {
    expect(chosen.map(({ neuron }) => neuron)).toEqual([0, 8, 2, 1, 3]);
    expect(chosen.map(({ frequency }) => frequency)).toEqual([4, 9, 4, 4, 4]);
  });

  it('say the wave of each', () => {
    expect(chosen[2]?.amplitude).toBeCloseTo(2, 12);
    expect(chosen[2]?.phase).toBeCloseTo(0.1 + Math.PI / 2, 12);
  });

  it('are no more than asked for, and none without a key', () => {
    const many = Array.from({ length: 60 }, (_, i) => wave(4, 1, i));
    const all = pairMarginals(channels(many), 60, p);
    const profiles = profileNeurons(wavePowers(all), wavePowers(all), p);
    expect(chooseRowNeurons(profiles, [4], all)).toHaveLength(ROW_NEURONS);
    expect(chooseRowNeurons(profiles, [], all)).toEqual([]);
  });
});
