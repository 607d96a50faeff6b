import type { ActivationName } from './architecture';

const SQRT_2_OVER_PI = Math.sqrt(2 / Math.PI);
const CUBIC = 0.044715;

/** The MLP's non-linearity at one pre-activation. */
export function activate(name: ActivationName, pre: number): number {
  if (name === 'relu') return Math.max(pre, 0);
  return 0.5 * pre * (1 + Math.tanh(SQRT_2_OVER_PI * (pre + CUBIC * pre ** 3)));
}

/** Its derivative; that of the ReLU at 0 is 0. */
export function activationSlope(name: ActivationName, pre: number): number {
  if (name === 'relu') return pre > 0 ? 1 : 0;
  const t = Math.tanh(SQRT_2_OVER_PI * (pre + CUBIC * pre ** 3));
  return 0.5 * (1 + t) + 0.5 * pre * (1 - t * t) * SQRT_2_OVER_PI * (1 + 3 * CUBIC * pre * pre);
}
