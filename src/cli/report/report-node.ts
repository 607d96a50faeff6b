import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Analysis } from '../../analysis/analyze-run';
import { writeAtomically } from '../../recording/atomic-node';
import type { Run } from '../../recording/run';
import { palette } from '../../theme/palette';
import { headlineTable } from '../headline-table';
import { escapeText, type Plot, plotCsv, plotSvg } from './plot';
import { reportPlots } from './plots';

/**
 * Writes a report that a person can leaf through: `index.html` with the headline measures and every plot, and each
 * plot as an SVG file beside it with its numbers as CSV. Nothing in it needs a network or a script.
 *
 * @returns the path of the page.
 */
export async function writeReport(
  run: Run,
  { analysis, film, headline }: Analysis,
  folder: string,
): Promise<string> {
  const tensors = new Map([...analysis, ...film].map((tensor) => [tensor.name, tensor]));
  const plots = reportPlots((name) => tensors.get(name));
  await mkdir(folder, { recursive: true });
  const drawn = plots.map((plot, i) => ({ plot, svg: plotSvg(plot), name: fileName(plot, i) }));
  for (const { plot, svg, name } of drawn) {
    await writeAtomically(path.join(folder, `${name}.svg`), svg);
    await writeAtomically(path.join(folder, `${name}.csv`), plotCsv(plot));
  }
  const page = path.join(folder, 'index.html');
  await writeAtomically(page, html(run, headline, drawn));
  return page;
}

/** A plot as it stands on the page and in the folder. */
interface Drawn {
  readonly plot: Plot;
  readonly svg: string;
  readonly name: string;
}

function fileName({ title }: Plot, index: number): string {
  const slug = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);
  return `${String(index + 1).padStart(2, '0')}-${slug}`;
}

function html(run: Run, headline: Analysis['headline'], drawn: readonly Drawn[]): string {
  const { made, task } = run.manifest;
  const about = `${task.formula ?? task.operation}, table of ${task.p} × ${task.p}, seed ${task.seed}, fraction ${task.fraction}; ${made.command}`;
  const style =
    `body{background:${palette.background};color:${palette.text};font:16px/1.5 sans-serif;max-width:1000px;margin:2em auto;padding:0 1em}` +
    `a{color:${palette.accent}}figure{margin:2.2em 0}figcaption{color:${palette.muted};padding:0 1em}svg{width:100%;height:auto}` +
    'pre{overflow-x:auto;font-size:14px;line-height:1.45}li{margin:.2em 0}';
  const contents = drawn.map(({ plot, name }) => `<li><a href="#${name}">${escapeText(plot.title)}</a></li>`);
  const figures = drawn.map(
    ({ plot, svg, name }) =>
      `<figure id="${name}">${svg}<figcaption>${escapeText(plot.about)} ` +
      `<a href="${name}.csv">numbers</a> · <a href="${name}.svg">picture</a></figcaption></figure>`,
  );
  return (
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escapeText(run.name)}</title><style>${style}</style>` +
    `<h1>${escapeText(run.name)}</h1><p>${escapeText(about)}</p>` +
    `<h2>Contents</h2><ol>${contents.join('')}<li><a href="#headline">Headline measures</a></li></ol>` +
    `${figures.join('\n')}<h2 id="headline">Headline measures</h2>` +
    `<pre>${escapeText(headlineTable(headline).join('\n'))}</pre></html>\n`
  );
}
