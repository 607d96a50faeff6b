import { Latex, type LatexProps, View2D } from '@motion-canvas/2d';
import type { SerializedVector2, Vector2 } from '@motion-canvas/core';
import { palette, sizes } from '../theme';
import { drawnBySignals } from './drawn-by-signals';

export { colored } from './wave-tex';

/** Height of a formula's `x` in font sizes: that of a wide sans-serif face. */
const X_HEIGHT = 9 / 16;

/**
 * A typeset formula in the film's look: `tex` as for Latex, `fontSize` as for text.
 *
 * Motion Canvas makes it as large as a text in the face that the browser falls back to, by the height of an `x`: a fifth
 * smaller where that is Times, and another size in the editor than in the film. This one is equally large everywhere.
 */
@drawnBySignals
export class Formula extends Latex {
  public constructor(props: LatexProps) {
    super({ fill: palette.text, fontSize: sizes.body, ...props });
  }

  protected override calculateWrapperScale(
    documentSize: Vector2,
    parentSize: SerializedVector2<number | null>,
  ): Vector2 {
    const scale = super.calculateWrapperScale(documentSize, parentSize);
    // A size of its own was asked for.
    if (parentSize.x || parentSize.y) return scale;
    return scale.mul(X_HEIGHT / fallbackXHeight());
  }
}

let known: number | undefined;

/** Height of an `x`, in font sizes, in the face in which Motion Canvas measures formulas; it keeps what it measured. */
function fallbackXHeight(): number {
  if (known === undefined) {
    const probe = document.createElement('div');
    probe.style.width = '100ex';
    View2D.shadowRoot.append(probe);
    const { width, fontSize } = getComputedStyle(probe);
    probe.remove();
    known = Number.parseFloat(width) / 100 / Number.parseFloat(fontSize);
  }
  return known;
}
