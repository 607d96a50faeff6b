import { describe, expect, it } from 'vitest';
import { labels, type NamedTensor, select, tensor } from '../../src/recording/tensor';

const cube: NamedTensor = {
  ...tensor(
    Float32Array.from({ length: 24 }, (_, i) => i),
    [2, 3, 4],
  ),
  name: 'cube',
  dims: ['neuron', 'x', 'y'],
  unit: '1',
  meaning: 'a test',
  coords: { neuron: [106, 341] },
};

describe('selecting from a tensor', () => {
  it('takes the block of a leading label', () => {
    const part = select(cube, { neuron: 341 });
    expect(part.dims).toEqual(['x', 'y']);
    expect(part.shape).toEqual([3, 4]);
    expect([...part.data]).toEqual(Array.from({ length: 12 }, (_, i) => 12 + i));
    expect(part.coords).toEqual({});
  });

  it('takes a slice across the inner axes', () => {
    const part = select(cube, { y: 2 });
    expect(part.dims).toEqual(['neuron', 'x']);
    expect([...part.data]).toEqual([2, 6, 10, 14, 18, 22]);
    expect(part.coords).toEqual({ neuron: [106, 341] });
  });

  it('takes a single number', () => {
    const part = select(cube, { neuron: 341, x: 1, y: 3 });
    expect(part.shape).toEqual([]);
    expect([...part.data]).toEqual([19]);
  });

  it('names the axes that exist when one does not', () => {
    expect(() => select(cube, { step: 3 })).toThrow(/no axis "step".*neuron, x, y/);
  });

  it('names the labels that are recorded when one is not', () => {
    expect(() => select(cube, { neuron: 5 })).toThrow(/no neuron 5; recorded: 106, 341/);
  });

  it('counts from zero along an axis without labels', () => {
    expect(labels(cube, 'x')).toEqual([0, 1, 2]);
  });
});

describe('making a tensor', () => {
  it('refuses a shape that does not hold the elements', () => {
    expect(() => tensor(new Float32Array(5), [2, 3])).toThrow(/holds 6 elements, not 5/);
  });
});
