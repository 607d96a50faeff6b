import type { Network } from '../model/network';
import { angularFrequency } from './fourier-basis';
import { fractionOfVarianceExplained } from './fve';
import { type LassoFit, predict } from './lasso';
import { fitSparseProbe, type ProbeRule } from './sparse-probe';

/** The tokens whose embedding a probe reads, by their position. */
export const PROBE_TOKENS = ['x', 'y'] as const;
/** What a probe reads off: cos or sin of 2πkn/p, n the token. */
export const PROBE_PARTS = ['cos', 'sin'] as const;

/** One probe of the residual stream before the block. */
export interface ClockProbe {
  readonly k: number;
  readonly token: (typeof PROBE_TOKENS)[number];
  readonly part: (typeof PROBE_PARTS)[number];
  readonly fit: LassoFit;
}

/** The values that a probe should read: cos or sin of 2πkn/p for n = 0 … p−1. */
export function probeTarget(k: number, part: ClockProbe['part'], p: number): Float64Array {
  const w = angularFrequency(1, p);
  const wave = part === 'cos' ? Math.cos : Math.sin;
  return Float64Array.from({ length: p }, (_, n) => wave(w * ((k * n) % p)));
}

/**
 * Fits the four sparse probes (x and y, cos and sin) of each key frequency, ordered key, token, part.
 *
 * The data are the rows of `blocks.0.hook_resid_pre` at position 0 for x and at position 1 for y.
 */
export function fitClockProbes(network: Network, keys: readonly number[], rule?: ProbeRule): ClockProbe[] {
  return keys.flatMap((k) =>
    PROBE_TOKENS.flatMap((token) =>
      PROBE_PARTS.map((part) => {
        const target = probeTarget(k, part, network.size);
        return { k, token, part, fit: fitSparseProbe(embeddings(network, token), target, rule) };
      }),
    ),
  );
}

/** What a probe reads at any step, shape [p]: fitted once, applied without fitting again. */
export function readProbe(probe: ClockProbe, network: Network): Float64Array {
  return predict(probe.fit, embeddings(network, probe.token));
}

/** R² of a probe at any step; below zero where the embedding does not yet hold what it looks for. */
export function probeR2(probe: ClockProbe, network: Network): number {
  return fractionOfVarianceExplained(
    probeTarget(probe.k, probe.part, network.size),
    readProbe(probe, network),
  );
}

function embeddings(network: Network, token: ClockProbe['token']): Float64Array {
  return network.residual[token === 'x' ? 0 : 1];
}
