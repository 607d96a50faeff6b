import type { Numbers } from './dft';
import { type LassoFit, largestAlpha, lassoPath, lassoProblem } from './lasso';

/** How the penalty of a probe is chosen. */
export interface ProbeRule {
  /** A probe with this R² needs no further weights. */
  readonly enough: number;
  /** No probe has more weights than this. */
  readonly mostWeights: number;
}

/**
 * The rule in use: see {@link describeProbeRule}. Low frequencies need five to twelve weights; a key that the
 * embedding holds faintly needs more, and with twenty weights for 113 tokens a probe is still far from dense.
 */
export const PROBE_RULE: ProbeRule = { enough: 0.97, mostWeights: 20 };

/** The rule as a sentence, for recordings and reports. */
export function describeProbeRule(rule: ProbeRule = PROBE_RULE): string {
  return (
    `Lasso (squared error/(2n) + alpha·|w|, intercept free); alpha falls by a twentieth decade a step until R² ` +
    `reaches ${rule.enough}; of the probes with at most ${rule.mostWeights} weights the last is taken`
  );
}

/**
 * A sparse probe: a weighted sum of few entries of the residual stream that reads a target off it.
 *
 * The penalty falls from the alpha at which all weights vanish; weights come in one by one and R² rises. A dense
 * probe with as many weights as samples would fit anything and prove nothing, so the number is bounded.
 *
 * @param data [n, dModel], one row per residue; @param target [n], such as cos(2πkn/p).
 */
export function fitSparseProbe(data: Numbers, target: Numbers, rule: ProbeRule = PROBE_RULE): LassoFit {
  const problem = lassoProblem(data, target);
  const top = largestAlpha(problem);
  const alphas = Array.from({ length: 100 }, (_, i) => top * 10 ** (-i / 20));
  let best: LassoFit | undefined;
  for (const fit of lassoPath(problem, alphas)) {
    if (fit.active > rule.mostWeights && best !== undefined) break;
    if (fit.active <= rule.mostWeights) best = fit;
    if (fit.r2 >= rule.enough) break;
  }
  if (best === undefined) throw new RangeError('The regularisation path is empty.');
  return best;
}
