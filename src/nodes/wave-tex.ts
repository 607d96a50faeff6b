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

/** A cosine in TeX. Set upright by hand: the operator brings an invisible sign that has no outline to draw. */
export function texCos(angle: string): string {
  return `\\mathrm{cos}(${angle})`;
}

/**
 * A plane wave in TeX, as in `0.35\\,\\mathrm{cos}(8\\pi(x + y)/113 - 0.52)`: on one line, so that lines can stand close.
 *
 * @param p - The modulus.
 */
export function waveTex({ amplitude, piMultiple, x, y, phase }: WaveNumbers, p: number): string {
  return `${texNumber(amplitude)}\\,${texCos(`${piMultiple}\\pi\\,${combination(x, y)}/${p}${shift(phase)}`)}`;
}

/** The phase as it stands inside the cosine; one that rounds to zero is left out. */
export function shift(phase: number): string {
  return Number(phase.toFixed(2)) === 0 ? '' : ` ${texTerm(phase)}`;
}

/** The sum ±a·x ± b·y, in brackets where it has two terms. */
function combination(x: number, y: number): string {
  const first = (factor: number, variable: string) => `${factor < 0 ? '-' : ''}${times(factor)}${variable}`;
  if (y === 0) return first(x, 'x');
  if (x === 0) return first(y, 'y');
  return `(${first(x, 'x')} ${y < 0 ? '-' : '+'} ${times(y)}y)`;
}

function times(factor: number): string {
  return Math.abs(factor) === 1 ? '' : String(Math.abs(factor));
}

/** Colours a part of a formula: `colored(roles.x, 'w x')`. */
export function colored(color: string, tex: string): string {
  return `\\textcolor{${color}}{${tex}}`;
}
