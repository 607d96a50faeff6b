import { DEFAULTS, type TrainChoices } from '../train-presets';
import { markdownTable } from './marked-block';
import type { CurveResult } from './results-node';
import type { SpeedUp } from './speed-ups';

/** The runs of one way to grok sooner, one for each seed; undefined where one is not finished. */
export interface SpeedUpRow {
  readonly speedUp: SpeedUp;
  readonly results: readonly (CurveResult | undefined)[];
}

/** What the page says: for each way and seed the steps of grokking and the losses at the end. */
export function speedUpsPage(rows: readonly SpeedUpRow[], cap: number): string {
  const seeds = rows[0]?.results.length ?? 0;
  const done = rows.flatMap(({ results }) => results).filter((result) => result !== undefined);
  const heads = Array.from({ length: seeds }, (_, seed) => `seed ${seed}`);
  const parts = [
    markdownTable([
      ['', 'options', ...heads, 'median', 'loss on train and test pairs at the end'],
      ...rows.map(({ speedUp, results }) => [
        speedUp.name,
        optionsOf(speedUp.change),
        ...results.map((result) => steps(result, cap)),
        medianSteps(results),
        results.map(losses).join('; '),
      ]),
    ]),
    `Each cell: the first evaluated step with 95 % and with 99 % of the test pairs right, of at most ${cap} steps; the median is that of the first, where all runs are there.`,
    rows.map(({ speedUp }) => `- ${speedUp.name}: ${speedUp.source}.`).join('\n'),
  ];
  const missing = rows.length * seeds - done.length;
  if (missing > 0) parts.push(`Of ${rows.length * seeds} runs ${missing} are not made yet (…).`);
  const made = [...new Set(done.map(({ made: { backend, engine } }) => `${backend}, ${engine}`))];
  if (made.length > 0) parts.push(`Made with ${made.join('; ')}.`);
  return parts.join('\n\n');
}

function optionsOf(change: Partial<TrainChoices>): string {
  const words = Object.entries(change).map(([key, value]) => `${key}=${value}`);
  return words.length === 0 ? `weightDecay=${DEFAULTS.weightDecay}` : `\`${words.join(' ')}\``;
}

function steps(result: CurveResult | undefined, cap: number): string {
  if (result === undefined) return '…';
  const { step95, step99, testAccuracy } = result.curves;
  const within = (step: number | null) => step !== null && step <= cap;
  if (!within(step95)) return `not within ${cap} (${(100 * testAccuracy).toFixed(1)} %)`;
  return `${step95}, ${within(step99) ? step99 : 'not yet'}`;
}

function medianSteps(results: readonly (CurveResult | undefined)[]): string {
  if (results.some((result) => result === undefined)) return '…';
  const sorted = results
    .map((result) => result?.curves.step95 ?? Number.POSITIVE_INFINITY)
    .sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? Number.POSITIVE_INFINITY;
  return Number.isFinite(middle) ? String(middle) : 'not reached';
}

function losses(result: CurveResult | undefined): string {
  if (result === undefined) return '…';
  const { trainLoss, testLoss, steps: at } = result.curves;
  return `${trainLoss.toExponential(1)}, ${testLoss.toExponential(1)} at ${at}`;
}
