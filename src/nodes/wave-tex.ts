/** The numbers of a wave as a formula prints them: amplitude·cos(piMultiple·π/p·(x·X + y·Y) + phase). */
export interface WaveNumbers {
  readonly amplitude: number;
  readonly piMultiple: number;
  /** What stands before x and before y inside the bracket. */
  readonly x: number;
  readonly y: number;
  /** Radians. */
  readonly phase: number;
}

/** A number with so many decimals; a minus is set as TeX sets it, and what rounds to zero has none. */
export function texNumber(value: number, decimals = 2): string {
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? text.replace('-', '') : text;
}

/** A number that follows another: with a plus or a minus before it. */
export function texTerm(value: number, decimals = 2): string {
  const text = texNumber(value, decimals);
  return text.startsWith('-') ? `- ${text.slice(1)}` : `+ ${text}`;
}

/**
 * A plane wave in TeX, as in `0.35\cos\left(\tfrac{8\pi}{113}(x+y) - 0.52\right)`.
 *
 * @param paint - How a part of the formula is coloured: its argument is the variable, `x` or `y`.
 */
export function waveTex(
  { amplitude, piMultiple, x, y, phase }: WaveNumbers,
  p: number,
  paint: (variable: 'x' | 'y') => string = (variable) => variable,
): string {
  return `${texNumber(amplitude)}\\cos\\left(\\tfrac{${piMultiple}\\pi}{${p}}\\,${combination(x, y, paint)} ${texTerm(phase)}\\right)`;
}

/** The sum ±a·x ± b·y, in brackets where it has two terms. */
function combination(x: number, y: number, paint: (variable: 'x' | 'y') => string): string {
  const first = (factor: number, variable: 'x' | 'y') =>
    `${factor < 0 ? '-' : ''}${times(factor)}${paint(variable)}`;
  if (y === 0) return first(x, 'x');
  if (x === 0) return first(y, 'y');
  return `(${first(x, 'x')} ${y < 0 ? '-' : '+'} ${times(y)}${paint('y')})`;
}

function times(factor: number): string {
  return Math.abs(factor) === 1 ? '' : String(Math.abs(factor));
}
