import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Analysis } from '../../analysis/analyze-run';
import { writeAtomically } from '../../recording/atomic-node';
import type { Run } from '../../recording/run';
import { palette } from '../../theme/palette';
import { headlineTable } from '../headline-table';
import { escapeText, plotSvg } from './plot';
import { reportPlots } from './plots';

/**
 * Writes a report that a person can leaf through: `index.html` with the headline measures and every plot, and each
 * plot as an SVG file beside it. Nothing in it needs a network or a script.
 *
 * @returns the path of the page.
 */
export async function writeReport(
  run: Run,
  { analysis, headline }: Analysis,
  folder: string,
): Promise<string> {
  const tensors = new Map(analysis.map((tensor) => [tensor.name, tensor]));
  const plots = reportPlots((name) => tensors.get(name));
  await mkdir(folder, { recursive: true });
  const drawn = plots.map((plot, i) => {
    const slug = plot.title
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '');
    return { svg: plotSvg(plot), file: `${String(i + 1).padStart(2, '0')}-${slug}.svg` };
  });
  for (const { svg, file } of drawn) await writeAtomically(path.join(folder, file), svg);
  const page = path.join(folder, 'index.html');
  await writeAtomically(
    page,
    html(
      run,
      headline,
      drawn.map(({ svg }) => svg),
    ),
  );
  return page;
}

function html(run: Run, headline: Analysis['headline'], svgs: readonly string[]): string {
  const { made, task } = run.manifest;
  const about = `${task.operation} mod ${task.p}, seed ${task.seed}, fraction ${task.fraction}; ${made.command}`;
  const style =
    `body{background:${palette.background};color:${palette.text};font:16px/1.5 sans-serif;max-width:960px;margin:2em auto;padding:0 1em}` +
    'svg{width:100%;height:auto;margin:1em 0}pre{overflow-x:auto}';
  return (
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeText(run.name)}</title><style>${style}</style>` +
    `<h1>${escapeText(run.name)}</h1><p>${escapeText(about)}</p>${svgs.join('\n')}` +
    `<h2>Headline measures</h2><pre>${escapeText(headlineTable(headline).join('\n'))}</pre></html>\n`
  );
}
