import { waveFormula } from '../../analysis/formula';
import type { PlaneWave } from '../../analysis/plane-waves';
import { colored, texCos, waveTex } from '../../nodes/wave-tex';
import { roles } from '../../theme/palette';

/** A sine in TeX, set upright by hand as {@link texCos}. */
const texSin = (angle: string) => `\\mathrm{sin}(${angle})`;

/** The identity in its parts, each in the colour of its role; the minus belongs to it. */
export const identity = {
  cosCos: colored(roles.cos, `${texCos('w x')}\\,${texCos('w y')}`),
  minus: '-',
  sinSin: colored(roles.sin, `${texSin('w x')}\\,${texSin('w y')}`),
  equals: '=',
  sum: colored(roles.sum, texCos('w (x + y)')),
} as const;

/** The identity on one line, as it stands in the last frame. */
export const identityTex = `${identity.cosCos}\\;${identity.minus}\\;${identity.sinSin}\\;${identity.equals}\\;${identity.sum}`;

/** What w is. */
export function angularTex(k: number, p: number): string {
  return `w = ${2 * k}\\pi/${p}`;
}

/** The halves of the two products: what a product of waves is made of. */
export const halves = {
  cosSum: colored(roles.sum, `\\tfrac{1}{2}\\,${texCos('w (x + y)')}`),
  sinSum: colored(roles.sum, `-\\tfrac{1}{2}\\,${texCos('w (x + y)')}`),
  difference: colored(roles.difference, `\\tfrac{1}{2}\\,${texCos('w (x - y)')}`),
} as const;

/** The two waves that x and y make together in a neuron, in the numbers of its sheet. */
export function neuronTex(
  { sum, difference }: { readonly sum: PlaneWave; readonly difference: PlaneWave },
  p: number,
): readonly [string, string] {
  return [
    colored(roles.sum, waveTex(waveFormula(sum), p)),
    `${colored(roles.difference, `+\\,${waveTex(waveFormula(difference), p)}`)}`,
  ];
}

/** The combination of the two neurons, with the r that it is taken with, or its name. */
export function combinationTex(r: string): string {
  return `n_1 - ${r}\\,n_2`;
}
