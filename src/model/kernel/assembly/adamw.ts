import { madd } from './madd';

/**
 * One step of AdamW (Loshchilov and Hutter 2019) on `count` floats, a multiple of 4, as PyTorch does it:
 * w ← keep·w; m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; w ← w − rate · m / (√v · rootScale + ε).
 *
 * @param keep - 1 − learning rate · weight decay.
 * @param rate - learning rate / (1 − β₁^t).
 * @param rootScale - 1 / √(1 − β₂^t).
 */
export function adamw(
  w: usize,
  g: usize,
  m: usize,
  v: usize,
  count: i32,
  beta1: f32,
  beta2: f32,
  keep: f32,
  rate: f32,
  rootScale: f32,
  epsilon: f32,
): void {
  const bytes = (<usize>count) << 2;
  const b1 = f32x4.splat(beta1);
  const b2 = f32x4.splat(beta2);
  const c1 = f32x4.splat(1 - beta1);
  const c2 = f32x4.splat(1 - beta2);
  const kept = f32x4.splat(keep);
  const rates = f32x4.splat(-rate);
  const roots = f32x4.splat(rootScale);
  const eps = f32x4.splat(epsilon);
  for (let at: usize = 0; at < bytes; at += 16) {
    const gradient = v128.load(g + at);
    const mean = madd(c1, gradient, f32x4.mul(b1, v128.load(m + at)));
    const square = madd(c2, f32x4.mul(gradient, gradient), f32x4.mul(b2, v128.load(v + at)));
    v128.store(m + at, mean);
    v128.store(v + at, square);
    const move = f32x4.div(mean, madd(f32x4.sqrt(square), roots, eps));
    v128.store(w + at, madd(rates, move, f32x4.mul(kept, v128.load(w + at))));
  }
}

/**
 * Adds to dE the gradient of weight · (mean over neighbours and dimensions of (E[v+1] − E[v])² + mean over
 * dimensions of (E[0] − E["="])²), where "=" is the neighbour of the last element and closes the ring.
 *
 * @param tokens - the elements and "="; `row` bytes and `columns` floats (a multiple of 4) each.
 * @param dModel - the dimensions to average over: `columns` without the padding.
 */
export function smoothness(
  dE: usize,
  e: usize,
  row: usize,
  tokens: i32,
  columns: i32,
  dModel: i32,
  weight: f32,
): void {
  const along: f32 = (2 * weight) / (<f32>(tokens - 1) * <f32>dModel);
  const across: f32 = (2 * weight) / <f32>dModel;
  for (let token = 0; token < tokens; token++) {
    const closes = token === tokens - 1;
    const next = closes ? 0 : token + 1;
    pull(dE, e, <usize>token * row, <usize>next * row, columns, closes ? across : along);
  }
}

/** The gradient of factor/2 · ‖E[next] − E[token]‖², added to both rows. */
function pull(dE: usize, e: usize, token: usize, next: usize, columns: i32, factor: f32): void {
  const bytes = (<usize>columns) << 2;
  const factors = f32x4.splat(factor);
  for (let at: usize = 0; at < bytes; at += 16) {
    const force = f32x4.mul(factors, f32x4.sub(v128.load(e + next + at), v128.load(e + token + at)));
    v128.store(dE + next + at, f32x4.add(v128.load(dE + next + at), force));
    v128.store(dE + token + at, f32x4.sub(v128.load(dE + token + at), force));
  }
}
