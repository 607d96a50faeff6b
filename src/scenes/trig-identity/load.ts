import type { Numbers } from '../../analysis/dft';
import { pairInOutput } from '../../analysis/pair-in-output';
import { explainedByWaves, type PlaneWave, planeWaves } from '../../analysis/plane-waves';
import { aboutMean, additivePart, sumPart, sumShareOf, togetherPart } from '../../analysis/surface-parts';
import { InputError } from '../../errors';
import type { Run } from '../../recording/run';
import { loadSurfaces, type SurfacesData } from '../surfaces/load';
import { extent, type Sheet } from '../surfaces/parts';

/** One of the two neurons: its activation over all pairs, and the waves that x and y make together in it. */
export interface PairNeuron {
  readonly neuron: number;
  /** Its weight into the output. */
  readonly weight: number;
  /** The activation about its mean. */
  readonly whole: Sheet;
  /** The part that is a function of x plus one of y, and what is left of the whole without it. */
  readonly additive: Sheet;
  readonly together: Sheet;
  /** The waves (k, k) and (k, −k), and the fraction of the variance of `together` that they explain. */
  readonly sum: PlaneWave;
  readonly difference: PlaneWave;
  readonly explained: number;
}

/** So many neurons and what they write into the output. */
export interface Choir {
  readonly neurons: number;
  readonly sheet: Sheet;
}

/** What the chapter shows. */
export interface TrigData {
  readonly p: number;
  readonly k: number;
  /** The neuron that the chapter before has ended with. */
  readonly opening: SurfacesData;
  /** cos(wx)·cos(wy) and sin(wx)·sin(wy), w = 2π·drawnK/p. */
  readonly drawnK: number;
  readonly cosCos: Sheet;
  readonly sinSin: Sheet;
  readonly first: PairNeuron;
  readonly second: PairNeuron;
  /** The r that cancels best, and the one that the network's own weights are. */
  readonly ratio: number;
  readonly ownRatio: number;
  /** The wave of x + y in n₁ − ratio·n₂. */
  readonly combined: PlaneWave;
  /** The amplitude of the wave of x − y that is left in n₁ − r·n₂. */
  readonly leftAt: (r: number) => number;
  /** What functions of x + y explain of n₁ − r·n₂, of what x and y make together. */
  readonly shareAt: (r: number) => number;
  /** The dimension of the MLP output, and what the two, those of their frequency, and all neurons write into it. */
  readonly output: number;
  readonly choirs: readonly Choir[];
  /** What functions of x + y explain of a mixture of these. */
  readonly choirShare: (weights: readonly number[]) => number;
}

/** The products by formula have no more waves than this: the identity holds for every w, the eye prefers few. */
const DRAWN = 3;

/**
 * Reads what the chapter shows from a recording.
 *
 * @throws InputError if the run is not about addition, has no pair of neurons to show, or lacks a tensor.
 */
export async function loadTrig(run: Run): Promise<TrigData> {
  const opening = await loadSurfaces(run);
  const found = await pairInOutput(run);
  if (found === undefined) {
    throw new InputError(
      `the chapter "trig-identity" shows two neurons of one key frequency that pull in opposite directions, and run "${run.name}" has none: ` +
        `it has not generalised. Train it longer with: npm run train resume=${run.name}`,
    );
  }
  const { p } = run;
  const { pair, surfaces, written } = found;
  const { k, neurons, weights, ratio, output } = pair;
  const first = pairNeuron(neurons[0], weights[0], surfaces[0], p, k);
  const second = pairNeuron(neurons[1], weights[1], surfaces[1], p, k);
  const mixture = (r: number) =>
    first.together.data.map((value, i) => value - r * (second.together.data[i] as number));
  const share = sumShareOf([first.together.data, second.together.data], p);
  const choirs = written.map(({ neurons: count, surface }) => ({
    neurons: count,
    sheet: { p, data: aboutMean(surface) },
  }));
  return {
    p,
    k,
    opening,
    drawnK: Math.min(k, DRAWN),
    ...products(p, Math.min(k, DRAWN)),
    first,
    second,
    ratio,
    ownRatio: -weights[1] / weights[0],
    combined: waveOf(mixture(ratio), p, k, 1),
    leftAt: (r) => difference(first.difference, second.difference, r),
    shareAt: (r) => share([1, -r]),
    output,
    choirs,
    choirShare: sumShareOf(
      choirs.map(({ sheet }) => sheet.data),
      p,
    ),
  };
}

/** The two products, by their formulas. */
export function products(p: number, k: number): { readonly cosCos: Sheet; readonly sinSin: Sheet } {
  const angle = (n: number) => (2 * Math.PI * ((k * n) % p)) / p;
  const product = (wave: (angle: number) => number): Sheet => ({
    p,
    data: Float64Array.from({ length: p * p }, (_, i) => wave(angle(Math.floor(i / p))) * wave(angle(i % p))),
  });
  return { cosCos: product(Math.cos), sinSin: product(Math.sin) };
}

/** The parts of a surface along x + y alone and along x − y alone: of a product, half of it each. */
export function diagonalParts({ p, data }: Sheet): { readonly sum: Sheet; readonly difference: Sheet } {
  const mirror = (values: Numbers) =>
    Float64Array.from(
      { length: p * p },
      (_, i) => values[Math.floor(i / p) * p + ((p - (i % p)) % p)] as number,
    );
  return { sum: { p, data: sumPart(data, p) }, difference: { p, data: mirror(sumPart(mirror(data), p)) } };
}

/** The largest distance from zero that sheets reach. */
export function reach(...sheets: readonly Sheet[]): number {
  return Math.max(...sheets.flatMap(({ data }) => extent(data).map(Math.abs)));
}

function pairNeuron(neuron: number, weight: number, surface: Numbers, p: number, k: number): PairNeuron {
  const together = togetherPart(surface, p);
  const [sum, difference] = [waveOf(together, p, k, 1), waveOf(together, p, k, -1)];
  return {
    neuron,
    weight,
    whole: { p, data: aboutMean(surface) },
    additive: { p, data: additivePart(surface, p) },
    together: { p, data: together },
    sum,
    difference,
    explained: explainedByWaves(planeWaves(together, p), [sum, difference]),
  };
}

function waveOf(surface: Numbers, p: number, k: number, sign: 1 | -1): PlaneWave {
  const found = planeWaves(surface, p).waves.find(({ kx, ky }) => kx === k && ky === sign * k);
  if (found === undefined) throw new RangeError(`a surface mod ${p} has no wave (${k}, ${sign * k})`);
  return found;
}

/** The amplitude of one wave less r times another of the same place. */
function difference(a: PlaneWave, b: PlaneWave, r: number): number {
  const part = (wave: (phase: number) => number) =>
    a.amplitude * wave(a.phase) - r * b.amplitude * wave(b.phase);
  return Math.hypot(part(Math.cos), part(Math.sin));
}
