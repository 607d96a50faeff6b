import { describe, expect, it } from 'vitest';
import { chooseNeuron } from '../../src/scenes/surfaces/choice';
import { decompose } from '../../src/scenes/surfaces/parts';

const p = 61;

/** A neuron of frequency k with a wave of x + y, one of x − y, and one that no formula shows. */
function candidate(neuron: number, k: number, sum: number, difference: number, hidden = 0) {
  const w = (2 * Math.PI) / p;
  const data = Float64Array.from({ length: p * p }, (_, i) => {
    const [x, y] = [Math.floor(i / p), i % p];
    const diagonal = sum * Math.cos(k * w * (x + y)) + difference * Math.cos(k * w * (x - y));
    return Math.cos(k * w * x) + Math.cos(k * w * y) + diagonal + hidden * Math.cos(w * (x + 9 * y));
  });
  return { neuron, k, waves: decompose(data, p) };
}

describe('the neuron that is looked at', () => {
  it('has three to six waves across the sheet where the recording offers one', () => {
    const offered = [candidate(1, 1, 0.9, 0.9), candidate(2, 14, 0.9, 0.9), candidate(3, 5, 0.3, 0.2)];
    expect(chooseNeuron(offered)?.neuron).toBe(3);
  });

  it('is the nearest in octaves where it does not', () => {
    expect(chooseNeuron([candidate(1, 1, 0.5, 0.5), candidate(2, 8, 0.5, 0.1)])?.neuron).toBe(2);
    expect(chooseNeuron([candidate(1, 2, 0.5, 0.1), candidate(2, 12, 0.5, 0.5)])?.neuron).toBe(1);
  });

  it('has the stronger pair of diagonal waves, judged by the weaker of the two', () => {
    const offered = [candidate(1, 5, 0.9, 0.1), candidate(2, 4, 0.4, 0.4)];
    expect(chooseNeuron(offered)?.neuron).toBe(2);
  });

  it('is one that the formulas explain, before all else', () => {
    const offered = [candidate(1, 5, 0.5, 0.5, 2), candidate(2, 20, 0.2, 0.2)];
    expect(chooseNeuron(offered)?.neuron).toBe(2);
  });

  it('is the best of unclear ones where no other is there, and none of none', () => {
    expect(chooseNeuron([candidate(1, 5, 0.5, 0.5, 2)])?.neuron).toBe(1);
    expect(chooseNeuron([])).toBeUndefined();
  });
});
