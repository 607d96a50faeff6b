import { Txt, type TxtProps } from '@motion-canvas/2d';
import { fonts, palette, sizes, weights } from '../theme';

/** A word or a sentence in the film's face. */
export class Label extends Txt {
  public constructor(props: TxtProps) {
    super({
      fontFamily: fonts.sans,
      fontWeight: weights.regular,
      fontSize: sizes.label,
      fill: palette.text,
      ...props,
    });
  }
}

/** A number that may change while it is read: all digits are equally wide, so that it does not tremble. */
export class Digits extends Txt {
  public constructor(props: TxtProps) {
    super({
      fontFamily: fonts.mono,
      fontWeight: weights.regular,
      fontSize: sizes.body,
      fill: palette.text,
      ...props,
    });
  }
}
