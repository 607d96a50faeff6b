import { palette } from '../../theme/palette';

/** One line of a plot: values over the plot's shared positions. */
export interface Series {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly color: string;
  /** Stems rise from zero, dots stand alone; a line joins by default. */
  readonly mark?: 'line' | 'stems' | 'dots';
}

/** A vertical band behind the lines, such as a phase of the training. */
export interface Band {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** What a plot shows. */
export interface Plot {
  readonly title: string;
  /** One sentence: what to see in it. */
  readonly about: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly series: readonly Series[];
  /** A logarithmic ordinate leaves out what is not positive. */
  readonly logarithmic?: boolean;
  readonly bands?: readonly Band[];
}

const WIDTH = 1040;
const HEIGHT = 440;
const MARGIN = { left: 90, right: 230, top: 74, bottom: 58 };
/** Room for one character of a band's name, and the height of a row of names. */
const BAND_NAME = { character: 7.4, row: 16 };
const INK = palette.text;
const FAINT = palette.line;

/** Text with the characters that mark-up reserves written out. */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** A plot as an SVG document: axes with round ticks, a legend, nothing that needs a script. */
export function plotSvg(plot: Plot): string {
  const { series, logarithmic = false, bands = [] } = plot;
  const usable = (v: number) => Number.isFinite(v) && (!logarithmic || v > 0);
  const ys = series.flatMap(({ y }) => y.filter(usable));
  const xs = series.flatMap(({ x }) => x);
  const xScale = scale(padded(range(xs)), MARGIN.left, WIDTH - MARGIN.right);
  const values = logarithmic
    ? ys.map(Math.log10)
    : [...ys, ...(series.some((s) => s.mark === 'stems') ? [0] : [])];
  const yScale = scale(range(values), HEIGHT - MARGIN.bottom, MARGIN.top);
  const height = (v: number) => yScale.at(logarithmic ? Math.log10(v) : v);
  const parts = [
    ...bandsSvg(bands, xScale),
    ...axesSvg(plot, xScale, yScale, logarithmic),
    ...series.map((one) => seriesSvg(one, xScale, height, usable)),
    ...series.map(({ name, color }, i) => {
      const y = MARGIN.top + 18 + 20 * i;
      return `<text x="${WIDTH - MARGIN.right + 14}" y="${y}" fill="${color}">${escapeText(name)}</text>`;
    }),
  ];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="15">` +
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="${palette.background}"/>` +
    `<text x="${MARGIN.left}" y="26" fill="${INK}" font-size="18">${escapeText(plot.title)}</text>` +
    `${parts.join('')}</svg>`
  );
}

interface Scale {
  readonly low: number;
  readonly high: number;
  readonly at: (value: number) => number;
}

function range(values: readonly number[]): [number, number] {
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (!Number.isFinite(low)) return [0, 1];
  return low === high ? [low - 0.5, high + 0.5] : [low, high];
}

/** A little room at both ends, so that marks at the limits are whole. */
function padded([low, high]: [number, number]): [number, number] {
  const room = 0.015 * (high - low);
  return [low - room, high + room];
}

function scale([low, high]: [number, number], from: number, to: number): Scale {
  return { low, high, at: (value) => from + ((value - low) / (high - low)) * (to - from) };
}

/** Round numbers inside a range: steps of 1, 2 or 5 times a power of ten, at most about eight of them. */
export function roundTicks(low: number, high: number): number[] {
  const rough = (high - low) / 6;
  const unit = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * unit).find((candidate) => candidate >= rough) ?? unit;
  const first = Math.ceil(low / step - 1e-9);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return Array.from({ length: Math.max(0, count) }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

function axesSvg({ xLabel, yLabel }: Plot, x: Scale, y: Scale, logarithmic: boolean): string[] {
  const ticks = logarithmic
    ? [...new Set(roundTicks(y.low, y.high).map(Math.round))].filter((v) => v >= y.low && v <= y.high)
    : roundTicks(y.low, y.high);
  return [
    ...ticks.map(
      (v) =>
        `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y.at(v)}" y2="${y.at(v)}" stroke="${FAINT}" stroke-width="0.5"/>` +
        `<text x="${MARGIN.left - 8}" y="${y.at(v) + 5}" fill="${INK}" text-anchor="end">${logarithmic ? `1e${v}` : v}</text>`,
    ),
    ...roundTicks(x.low, x.high).map(
      (v) =>
        `<text x="${x.at(v)}" y="${HEIGHT - MARGIN.bottom + 22}" fill="${INK}" text-anchor="middle">${v}</text>`,
    ),
    `<text x="${(MARGIN.left + WIDTH - MARGIN.right) / 2}" y="${HEIGHT - 12}" fill="${INK}" text-anchor="middle">${escapeText(xLabel)}</text>`,
    `<text transform="translate(20 ${HEIGHT / 2}) rotate(-90)" fill="${INK}" text-anchor="middle">${escapeText(yLabel)}</text>`,
  ];
}

/** Bands with their names above them; a name that would run into the one before it stands a row higher. */
function bandsSvg(bands: readonly Band[], x: Scale): string[] {
  let taken = 0;
  let row = 0;
  return bands.map(({ name, from, to }, i) => {
    const left = x.at(from);
    row = left < taken ? 1 - row : 0;
    taken = left + 6 + name.length * BAND_NAME.character;
    const fill = i % 2 === 0 ? palette.panel : palette.grid;
    const baseline = MARGIN.top - 7 - BAND_NAME.row * row;
    return (
      `<rect x="${left}" width="${Math.max(0, x.at(to) - left)}" y="${MARGIN.top}" height="${HEIGHT - MARGIN.top - MARGIN.bottom}" fill="${fill}"/>` +
      `<text x="${left}" y="${baseline}" fill="${palette.muted}" font-size="13">${escapeText(name)}</text>`
    );
  });
}

function seriesSvg(
  { x, y, color, mark = 'line' }: Series,
  scaleX: Scale,
  height: (v: number) => number,
  usable: (v: number) => boolean,
): string {
  const points = x.flatMap((position, i) => {
    const value = y[i] ?? Number.NaN;
    return usable(value) ? [[scaleX.at(position).toFixed(1), height(value).toFixed(1)] as const] : [];
  });
  if (mark === 'line') {
    return `<polyline points="${points.map((p) => p.join(',')).join(' ')}" fill="none" stroke="${color}" stroke-width="2"/>`;
  }
  const dots = points.map(([cx, cy]) => `<circle cx="${cx}" cy="${cy}" r="3" fill="${color}"/>`).join('');
  if (mark === 'dots') return dots;
  const base = height(0).toFixed(1);
  const stems = points.map(([cx, cy]) => `<path d="M${cx} ${base}V${cy}" stroke="${color}"/>`).join('');
  return stems + dots;
}

/** The numbers of a plot as comma-separated values: a row for each position of each series. */
export function plotCsv({ xLabel, yLabel, series }: Plot): string {
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = series.flatMap(({ name, x, y }) =>
    x.map((position, i) => `${quoted(name)},${position},${y[i] ?? ''}`),
  );
  return `${['series', xLabel, yLabel].map(quoted).join(',')}\n${rows.join('\n')}\n`;
}
