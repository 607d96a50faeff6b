import { Latex, type LatexProps } from '@motion-canvas/2d';
import { palette, sizes } from '../theme';

/** A typeset formula in the film's look: `tex` as for Latex, `fontSize` as for text. */
export class Formula extends Latex {
  public constructor(props: LatexProps) {
    super({ fill: palette.text, fontSize: sizes.body, ...props });
  }
}

/** Colours a part of a formula: `colored(roles.x, 'w x')`. */
export function colored(color: string, tex: string): string {
  return `\\textcolor{${color}}{${tex}}`;
}
