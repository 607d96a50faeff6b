import { Layout, type LayoutProps, Txt, useScene2D } from '@motion-canvas/2d';
import { createRef, type ThreadGenerator } from '@motion-canvas/core';
import { ease, fonts, palette, sizes, tempo, weights } from '../theme';
import { drawnBySignals } from './drawn-by-signals';
import { publishCue } from './publish-cue';

/**
 * One sentence at the foot of the frame that says what is being seen. It never overlaps the next one, and is
 * published, so that a renderer can write it beside the film.
 *
 * Where the project's variable `captions` is false, it is published all the same and takes as long, but nothing of it
 * is in the picture.
 */
@drawnBySignals
export class Caption extends Layout {
  private readonly line = createRef<Txt>();
  private readonly drawn = useScene2D().variables.get('captions', true);

  public constructor(props: LayoutProps = {}) {
    super({ y: 470, fontSize: sizes.caption, fontFamily: fonts.sans, fontWeight: weights.regular, ...props });
    // A text inherits its type only from a layout that lays it out, which this one does not: it is handed on.
    this.add(
      <Txt
        ref={this.line}
        fill={palette.text}
        fontFamily={() => this.fontFamily()}
        fontSize={() => this.fontSize()}
        fontWeight={() => this.fontWeight()}
        textAlign={'center'}
        opacity={0}
      />,
    );
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    if (this.drawn()) super.draw(context);
  }

  /** Fades the old sentence out and the new one in; an empty text only clears the line. */
  public *say(sentence: string): ThreadGenerator {
    const line = this.line();
    publishCue('');
    if (line.opacity() > 0) yield* line.opacity(0, tempo.quick, ease.move);
    line.text(sentence);
    publishCue(sentence);
    if (sentence !== '') yield* line.opacity(1, tempo.quick, ease.enter);
  }
}
