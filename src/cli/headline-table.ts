import type { Analysis } from '../analysis/analyze-run';

/** The headline measures as lines of a table: a path such as `loss.train`, and its value. */
export function headlineTable(headline: Analysis['headline']): string[] {
  const rows = flatten('', headline);
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
}

function flatten(path: string, value: unknown): [string, string][] {
  if (Array.isArray(value)) return [[path, value.length === 0 ? 'none' : value.map(shown).join(', ')]];
  if (typeof value !== 'object' || value === null) return [[path, shown(value)]];
  return Object.entries(value).flatMap(([key, part]) => flatten(path === '' ? key : `${path}.${key}`, part));
}

/** Whole numbers as they are, others to five digits. */
function shown(value: unknown): string {
  return typeof value === 'number' && !Number.isInteger(value) ? value.toPrecision(5) : String(value);
}
