import { productFormula, waveFormula } from '../../analysis/formula';
import { shift, texCos, texNumber, waveTex } from '../../nodes/wave-tex';
import type { Decomposition, Part } from './parts';

/** The formulas of a part, one for each wave, in the numbers that its sheet is made of. */
export function partTex({ waves }: Part, p: number): string[] {
  return waves.map((wave, i) => `${i > 0 ? '+\\,' : ''}${waveTex(waveFormula(wave), p)}`);
}

/**
 * The two waves are called a product if the weaker has at least this part of the stronger one's amplitude: from a third
 * on, the product 2m is larger than the remainder M − m.
 */
const PARTNERS = 1 / 3;

/**
 * The waves of x + y and x − y together, written as a product of two cosines and what is left of the stronger wave.
 *
 * @returns the lines in TeX, or nothing if the two do not form a pair that is close to a product.
 */
export function productTex({ parts, p }: Decomposition): readonly string[] | undefined {
  const [sum, ...moreSums] = parts.sum.waves;
  const [difference, ...moreDifferences] = parts.difference.waves;
  if (sum === undefined || difference === undefined || moreSums.length + moreDifferences.length > 0) return;
  const weak = Math.min(sum.amplitude, difference.amplitude);
  const strong = Math.max(sum.amplitude, difference.amplitude);
  if (sum.kx !== difference.kx || weak < PARTNERS * strong) return;
  const { k, amplitude, phaseX, phaseY, remainder } = productFormula(sum, difference);
  const factor = (variable: string, phase: number) =>
    texCos(`${2 * k}\\pi\\,${variable}/${p}${shift(phase)}`);
  return [
    `${texNumber(amplitude)}\\,${factor('x', phaseX)}\\,${factor('y', phaseY)}`,
    `+\\,${waveTex(waveFormula(remainder), p)}`,
  ];
}
