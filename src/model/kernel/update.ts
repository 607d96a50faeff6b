import type { OptimizerOptions } from '../backend';
import { STORE } from './exports';
import type { Machine } from './machine';
import { SETTINGS, type Setting } from './settings';
import { from, type Phase, range } from './tasks';

/** Elementwise work is cut into this many tasks; few, for it is quick. */
const UPDATE_TASKS = 8;

/** From the gradients to the next weights: what filters the gradients, AdamW, and what holds the weights' norm. */
export function updatePhases(machine: Machine, optimizer: OptimizerOptions, settings: Float64Array): Phase[] {
  const { kernel, layout, plan } = machine;
  const { grokfast, grokfastAlpha, orthogonalGradient, weightNorm } = optimizer;
  const setting = (name: Setting) => settings[SETTINGS[name]] ?? 0;
  const adamw = elementwise(machine, (at, count) => {
    const [w, g, m, v] = [layout.w + at, layout.g + at, layout.m + at, layout.v + at];
    const { beta1, beta2, epsilon } = optimizer;
    const [keep, rate, rootScale] = [setting('keep'), setting('rate'), setting('rootScale')];
    kernel.adamw(w, g, m, v, count, beta1, beta2, keep, rate, rootScale, epsilon);
  });
  const slow = elementwise(machine, (at, count) =>
    kernel.grokfast(layout.g + at, layout.slow + at, count, grokfastAlpha, grokfast),
  );
  return [
    ...(grokfast === 0
      ? []
      : [plan.window > 0 ? windowMean(machine, grokfast, () => setting('updates')) : slow]),
    ...(orthogonalGradient ? [orthogonal(machine)] : []),
    adamw,
    ...(weightNorm === 0 ? [] : [[() => kernel.rescale(layout.w, layout.trainedFloats, weightNorm)]]),
  ];
}

/** Work on equal shares of all trained arrays: `at` bytes from their beginning, `count` floats. */
function elementwise({ layout }: Machine, work: (at: number, count: number) => void): Phase {
  const share = Math.ceil(layout.trainedFloats / UPDATE_TASKS / 16) * 16;
  return range(UPDATE_TASKS).map((index) => {
    const start = index * share;
    const count = Math.max(0, Math.min(share, layout.trainedFloats - start));
    return () => work(start * 4, count);
  });
}

/** Floats that are averaged at a time: what is being added up stays in the first-level cache. */
const MEAN_CHUNK = 1024;

/**
 * Grokfast-MA (Lee et al. 2024, arXiv 2405.20233): the gradient goes into the window in the place of the oldest, and
 * once the window is full λ times its mean is added to the gradient. Summed anew at each step, in the order of the
 * slots: a running sum would keep what it once rounded, and the first gradients are millions of times the last.
 */
function windowMean(machine: Machine, lambda: number, updates: () => number): Phase {
  const { kernel, layout, plan, memory } = machine;
  const slotBytes = layout.trainedFloats * 4;
  const mean = (at: number, count: number) => {
    const sum = layout.slow + at;
    kernel.sumRows(sum, layout.window + at, slotBytes, 1, count, STORE);
    for (let slot = 1; slot < plan.window; slot++)
      kernel.add(sum, sum, layout.window + slot * slotBytes + at, count);
    kernel.addRow(layout.g + at, 0, layout.g + at, 0, sum, lambda / plan.window, 1, count);
  };
  return elementwise(machine, (at, count) => {
    const slot = (updates() - 1) % plan.window;
    const gradient = new Float32Array(memory.buffer, layout.g + at, count);
    new Float32Array(memory.buffer, layout.window + slot * slotBytes + at, count).set(gradient);
    if (updates() < plan.window) return;
    for (let first = 0; first < count; first += MEAN_CHUNK)
      mean(at + first * 4, Math.min(MEAN_CHUNK, count - first));
  });
}

/** ⊥Grad, a task for each weight; the padding is zero and changes nothing. */
function orthogonal({ kernel, layout, weight, gradient, plan }: Machine): Phase {
  const { sides: s } = layout;
  const { dVocab } = plan.architecture;
  const logits = { column: s.neurons };
  const blocks = [
    [weight.embed, gradient.embed, dVocab, s.model],
    [weight.position, gradient.position, 3, s.model],
    [weight.query, gradient.query, s.model, s.allHeads],
    [weight.key, gradient.key, s.model, s.allHeads],
    [weight.value, gradient.value, s.model, s.allHeads],
    [weight.output, gradient.output, s.allHeads, s.model],
    [weight.read, gradient.read, s.model, s.neurons],
    [from(weight.read, logits), from(gradient.read, logits), s.model, s.logits],
    [weight.bIn, gradient.bIn, 1, s.neurons],
    [weight.write, gradient.write, s.neurons, s.model],
    [weight.bOut, gradient.bOut, 1, s.model],
  ] as const;
  return blocks.map(
    ([w, g, rows, columns]) =>
      () =>
        kernel.orthogonalize(w.at, g.at, w.row, rows, columns),
  );
}
