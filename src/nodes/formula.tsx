import { Latex, type LatexProps } from '@motion-canvas/2d';
import { palette, sizes } from '../theme';

export { colored } from './wave-tex';

/** A typeset formula in the film's look: `tex` as for Latex, `fontSize` as for text. */
export class Formula extends Latex {
  public constructor(props: LatexProps) {
    super({ fill: palette.text, fontSize: sizes.body, ...props });
  }
}
