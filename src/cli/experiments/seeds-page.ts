import { BANDS, isInside } from './bands';
import { markdownTable } from './marked-block';
import type { SeedResult } from './results-node';

/** A run as it stands on the page. */
export interface SeedColumn {
  readonly name: string;
  /** Undefined where it is not finished. */
  readonly result: SeedResult | undefined;
}

/** What the page says of runs that were measured: each against the bands, and how norm and neurons came about. */
export function seedsPage(columns: readonly SeedColumn[]): string {
  const measured = columns.filter(
    (column): column is SeedColumn & { result: SeedResult } => column.result !== undefined,
  );
  const missing = columns.filter(({ result }) => result === undefined).map(({ name }) => name);
  const parts = [];
  if (measured.length > 0)
    parts.push(
      bandTable(measured),
      'A number in **bold** lies outside its band.',
      squaresTable(measured),
      historyTable(measured),
      provenanceList(measured),
    );
  if (missing.length > 0) parts.push(`Not trained to the end yet: ${missing.join(', ')}.`);
  return parts.join('\n\n');
}

type Measured = readonly (SeedColumn & { result: SeedResult })[];

function bandTable(columns: Measured): string {
  const cell = (band: (typeof BANDS)[number], result: SeedResult) => {
    const value = band.of(result);
    const shown = value === null ? 'never' : band.show(value, result);
    return isInside(band, result) ? shown : `**${shown}**`;
  };
  const inside = (result: SeedResult) => BANDS.filter((band) => isInside(band, result)).length;
  return markdownTable([
    ['quantity', 'published', ...columns.map(({ name }) => name)],
    ...BANDS.map((band) => [band.name, band.band, ...columns.map(({ result }) => cell(band, result))]),
    ['inside', `of ${BANDS.length}`, ...columns.map(({ result }) => String(inside(result)))],
  ]);
}

/** Where the sum of squares stands at the end. */
function squaresTable(columns: Measured): string {
  const names = Object.keys(columns[0]?.result.squares ?? {});
  return [
    'Sum of squares of each weight at the end:',
    markdownTable([
      ['weight', ...columns.map(({ name }) => name)],
      ...names.map((name) => [
        `\`${name}\``,
        ...columns.map(({ result }) => result.squares[name]?.toFixed(1) ?? ''),
      ]),
    ]),
  ].join('\n\n');
}

/** Sum of squares and explained neurons at the recorded steps from 4000 on: before, hardly anything has grokked. */
function historyTable(columns: Measured): string {
  const steps = [...new Set(columns.flatMap(({ result }) => result.history.map(({ step }) => step)))]
    .filter((step) => step >= 4000)
    .sort((a, b) => a - b);
  const cell = ({ history }: SeedResult, step: number) => {
    const at = history.find((entry) => entry.step === step);
    return at ? `${at.sumOfSquares.toFixed(0)}, ${(100 * at.neuronsExplained).toFixed(0)} %` : '';
  };
  return [
    'Sum of squared weights, and the share of neurons that one frequency explains, on the way:',
    markdownTable([
      ['step', ...columns.map(({ name }) => name)],
      ...steps.map((step) => [String(step), ...columns.map(({ result }) => cell(result, step))]),
    ]),
  ].join('\n\n');
}

function provenanceList(columns: Measured): string {
  return columns
    .map(({ name, result: { made, curves } }) => {
      const commit = made.commit === null ? '' : `, commit ${made.commit.slice(0, 7)}`;
      return `- ${name}: \`${made.command}\`; ${curves.steps} steps, ${made.backend}, ${made.engine}${commit}`;
    })
    .join('\n');
}
