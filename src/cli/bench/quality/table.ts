import { CODECS } from '../../../render';
import { markdownTable } from '../../experiments/marked-block';
import type { QualityResult, QualityRow } from './results';

/** The least structural similarity that counts as visually lossless here. */
export const LOSSLESS_TO_THE_EYE = 0.995;

/** The head of the table, and one row of it. */
const HEAD = [
  'clip',
  'codec',
  'crf',
  'chroma',
  'SSIM, mean',
  'least frame',
  'Mbit/s',
  'frames/s',
  'processor ms a frame',
];

function cells(clip: string, { codec, crf, chroma, mean, least, ...rest }: QualityRow): string[] {
  return [
    clip,
    Object.entries(CODECS).find(([name]) => name === codec)?.[1].label ?? codec,
    crf === null ? '' : String(crf),
    chroma,
    likeness(mean),
    likeness(least),
    rest.megabitsPerSecond.toFixed(2),
    rest.framesPerSecond.toFixed(1),
    rest.millisecondsPerFrame?.toFixed(1) ?? '',
  ];
}

/** Digits that never make a value better than it is: 0.99996 is not 1. */
const likeness = (value: number) => (Math.floor(value * 1e4) / 1e4).toFixed(4);

/** A row as it is printed while the next one is measured. */
export function line(clip: string, row: QualityRow): string {
  const widths = [12, 12, 4, 6, 10, 11, 8, 9, 20];
  return cells(clip, row)
    .map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
    .join(' ');
}

/** The head above these lines. */
export const HEAD_LINE = `${HEAD[0]?.padEnd(12)} ${HEAD[1]?.padEnd(12)} ${HEAD.slice(2).join('  ')}`;

/** The clips with what was measured of each; undefined where nothing was yet. */
export type QualityPage = readonly { readonly clip: string; readonly result: QualityResult | undefined }[];

/** What the page says: every codec on every clip, and whether all of them lose nothing that is seen. */
export function qualityPage(clips: QualityPage): string {
  const measured = clips.flatMap(({ clip, result }) => (result ? [{ clip, ...result }] : []));
  const missing = clips.filter(({ result }) => result === undefined).map(({ clip }) => clip);
  const parts: string[] = [];
  if (measured.length > 0) {
    const worst = Math.min(...measured.flatMap(({ rows }) => rows.map(({ mean }) => mean)));
    const verdict = worst >= LOSSLESS_TO_THE_EYE ? 'All means are' : 'Not all means are';
    parts.push(
      markdownTable([HEAD, ...measured.flatMap(({ clip, rows }) => rows.map((row) => cells(clip, row)))]),
      `${verdict} at least ${LOSSLESS_TO_THE_EYE}; the lowest is ${likeness(worst)}.`,
      measured.map(madeLine).join('\n'),
    );
  }
  if (missing.length > 0) parts.push(`Not measured yet: ${missing.join(', ')}.`);
  return parts.join('\n\n');
}

function madeLine({ clip, made, preset }: QualityResult & { readonly clip: string }): string {
  const commit = made.commit === null ? '' : `, commit ${made.commit.slice(0, 7)}`;
  return (
    `- ${clip}: preset ${preset}, ffmpeg ${made.ffmpeg}, ${made.browser}, ${made.cores} cores, ` +
    `${made.date.slice(0, 10)}${commit}`
  );
}
