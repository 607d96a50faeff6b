import { describe, expect, it } from 'vitest';
import { chooseFollowed, roundestPair, type WaveNeuron } from '../../src/scenes/clues/choice';
import { type Followed, rowAt } from '../../src/scenes/clues/load';

const neuron = (id: number, frequency: number, phase = 0): WaveNeuron => ({ neuron: id, frequency, phase });

describe('the neurons that the chapter follows', () => {
  it('are seven of the three slowest frequencies, those of one frequency beside each other', () => {
    const recorded = [42, 11, 6, 1].flatMap((k, i) => [0, 1, 2].map((n) => neuron(10 * i + n, k)));
    expect(chooseFollowed(recorded).map(({ frequency }) => frequency)).toEqual([1, 1, 1, 6, 6, 11, 11]);
    expect(chooseFollowed(recorded).map(({ neuron }) => neuron)).toEqual([30, 31, 32, 20, 21, 10, 11]);
  });

  it('are as many as there are where a network has fewer', () => {
    expect(chooseFollowed([neuron(1, 5), neuron(2, 5), neuron(3, 5)])).toHaveLength(3);
  });
});

describe('the pair whose loop is shown', () => {
  it('shares a frequency and stands nearest to a quarter turn apart', () => {
    const found = roundestPair([neuron(1, 3, 0), neuron(2, 3, 3), neuron(3, 3, 1.5), neuron(4, 7, 1.57)]);
    expect(found?.map(({ neuron }) => neuron)).toEqual([1, 3]);
  });

  it('is missing where no two share a frequency', () => {
    expect(roundestPair([neuron(1, 3), neuron(2, 4)])).toBeUndefined();
  });
});

it('a row between two recorded steps lies between their rows', () => {
  const rows = [Float64Array.of(0, 2), Float64Array.of(4, 0)];
  const followed: Followed = { ...neuron(1, 1), rows, most: 4, mostAtEnd: 4, rank: 0 };
  expect([0, 0.25, 1].map((moment) => [...rowAt(followed, moment)])).toEqual([
    [0, 2],
    [1, 1.5],
    [4, 0],
  ]);
});
