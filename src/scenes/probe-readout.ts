import { type NamedTensor, select } from '../recording/tensor';

/** Where the sparse probes of the embedding are recorded: `.weight`, `.intercept`, `.r2`, `.alpha`, `.readout`. */
export const PROBE = 'blocks.0.hook_resid_pre.probe';

/** A probe that reads less than this off the embedding draws no clock that a viewer would recognise. */
const CLEAN = 0.9;

/**
 * The frequency whose probes the film follows: the slowest of the key frequencies whose probes are clean, because it
 * is the easiest to follow with the eye; where none is clean, the one with the best of its worst probes.
 */
export function readoutFrequency(frequencies: readonly number[], r2: NamedTensor): number {
  const worst = (k: number) => Math.min(...Array.from(select(r2, { key: k }).data, Number));
  const clean = frequencies.filter((k) => worst(k) >= CLEAN);
  return clean.length > 0
    ? Math.min(...clean)
    : frequencies.reduce((best, k) => (worst(k) > worst(best) ? k : best));
}
