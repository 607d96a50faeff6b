import { fonts, sizes, weights } from '../theme';

/** How a line of text is set. */
export interface TextStyle {
  readonly size: number;
  readonly family: string;
  readonly weight: number;
}

/** Labels of ticks and axes. */
export const labelStyle: TextStyle = { size: sizes.label, family: fonts.sans, weight: weights.regular };

/** Names of curves. */
export const nameStyle: TextStyle = { size: sizes.label, family: fonts.sans, weight: weights.medium };

/** Numbers that change. */
export const numberStyle: TextStyle = { size: sizes.label, family: fonts.mono, weight: weights.medium };

const RAISE = 0.36;

/** The width of a space that does not break, in ems: a full one tears a number apart, most of all in a mono face. */
const THIN = 0.24;

/** A part of a line, on the line or raised above it, and the space that follows it in ems. */
interface Part {
  readonly text: string;
  readonly raised: boolean;
  readonly space: number;
}

/** Splits at spaces that do not break, and at `^`: what follows it is raised. */
function parts(line: string): readonly Part[] {
  return line.split('^').flatMap((piece, i) =>
    piece.split('\u00a0').map((text, j, words) => ({
      text,
      raised: i > 0,
      space: j + 1 < words.length ? THIN : 0,
    })),
  );
}

/** An exponent is never set smaller than the film's smallest text. */
function setFont(context: CanvasRenderingContext2D, { size, family, weight }: TextStyle, raised: boolean) {
  context.font = `${weight} ${raised ? Math.max(sizes.small, 0.7 * size) : size}px "${family}"`;
}

/** The width of a line in pixels; `^` raises what follows. */
export function textWidth(context: CanvasRenderingContext2D, line: string, style: TextStyle): number {
  return parts(line).reduce((width, { text, raised, space }) => {
    setFont(context, style, raised);
    return width + context.measureText(text).width + space * style.size;
  }, 0);
}

/**
 * Writes a line; `^` raises what follows.
 *
 * @param x - Where the line begins (`left`), ends (`right`) or has its middle (`center`).
 * @param y - The middle of its digits.
 * @returns Its width.
 */
export function writeText(
  context: CanvasRenderingContext2D,
  line: string,
  x: number,
  y: number,
  style: TextStyle,
  align: 'left' | 'center' | 'right' = 'left',
): number {
  const width = textWidth(context, line, style);
  let pen = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
  context.textAlign = 'left';
  context.textBaseline = 'alphabetic';
  // Digits and capitals of the face are 0.7 of its size high.
  const baseline = y + 0.35 * style.size;
  for (const { text, raised, space } of parts(line)) {
    setFont(context, style, raised);
    context.fillText(text, pen, baseline - (raised ? RAISE * style.size : 0));
    pen += context.measureText(text).width + space * style.size;
  }
  return width;
}
