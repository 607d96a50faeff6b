import { initial, Line, Node, type NodeProps, signal } from '@motion-canvas/2d';
import { type SimpleSignal, type ThreadGenerator, waitFor } from '@motion-canvas/core';
import { ease, palette, sizes, strokes, tempo, weights } from '../theme';
import { Label } from './label';

export interface TitleCardProps extends NodeProps {
  /** What is written on it. */
  title: string;
  /** How much of it is there, 0 to 1. */
  shown?: number;
}

/** Half the width of the line under the title, in pixels. */
const REACH = 120;

/**
 * The title of what follows, alone on the page, with a line under it: the pause for breath between two chapters.
 *
 * @example `yield* card().play();`
 */
export class TitleCard extends Node {
  @initial(0)
  @signal()
  declare public readonly shown: SimpleSignal<number, this>;

  public constructor({ title, ...props }: TitleCardProps) {
    super(props);
    this.add(
      <>
        <Label
          text={title}
          fontSize={sizes.title}
          fontWeight={weights.medium}
          opacity={() => this.shown()}
          y={() => 24 * (1 - this.shown())}
        />
        <Line
          points={() => [
            [-REACH * this.shown(), 92],
            [REACH * this.shown(), 92],
          ]}
          stroke={palette.accent}
          lineWidth={strokes.line}
          lineCap={'round'}
          opacity={() => this.shown()}
        />
      </>,
    );
  }

  /** Comes, can be read, and goes. */
  public *play(): ThreadGenerator {
    yield* this.shown(1, tempo.normal, ease.enter);
    yield* waitFor(1.1);
    yield* this.shown(0, 0.5, ease.move);
  }
}
