import { Node } from '@motion-canvas/2d';
import { Axes } from '../../nodes/axes';
import { Formula } from '../../nodes/formula';
import { Label } from '../../nodes/label';
import { decimal } from '../../nodes/number-format';
import { PlotAxis, PlotFrame } from '../../nodes/plot-frame';
import { PlotLevel } from '../../nodes/plot-level';
import { StemSpectrum } from '../../nodes/stem-spectrum';
import { palette, sizes } from '../../theme';
import { LARGE } from './layout';
import { frequencyAxis } from './stage';

/** A spectrum of norms as the main thing on the page: axes, stems, lines to compare with, a title. */
export interface LargeSpectrum {
  readonly node: Node;
  readonly frame: PlotFrame;
  readonly axes: Axes;
  readonly stems: StemSpectrum;
  readonly levels: readonly PlotLevel[];
  readonly title: Node;
}

export interface LargeSpectrumProps {
  readonly tex: string;
  readonly words: string;
  readonly half: number;
  readonly values: ArrayLike<number> | (() => ArrayLike<number>);
  /** What a label under a mark says; the value that is drawn by default. */
  readonly reading?: (k: number, value: number) => string;
  /** The least and the greatest value that will ever be shown: the axis stays, so that growth looks like growth. */
  readonly extent: readonly [least: number, greatest: number];
  readonly rect: { readonly top: number; readonly height: number };
  readonly rests: readonly number[];
  readonly levels: readonly { readonly value: number; readonly text: string }[];
}

/** Room above the highest stem for its label: a part of the height of the plot. */
const HEADROOM = { linear: 0.22, log: 0.19 } as const;

/** See {@link LargeSpectrum}; nothing of it is seen yet. */
export function buildLargeSpectrum(props: LargeSpectrumProps): LargeSpectrum {
  const [least, greatest] = props.extent;
  const floor = least / 1.5;
  const y = new PlotAxis({
    linear: [0, greatest / (1 - HEADROOM.linear)],
    log: [floor, greatest * (greatest / floor) ** (HEADROOM.log / (1 - HEADROOM.log))],
  });
  const frame = new PlotFrame(frequencyAxis(props.half), y, {
    left: LARGE.left,
    width: LARGE.width,
    ...props.rect,
  });
  const axes = (
    <Axes frame={frame} xName={'frequency k'} yName={'norm'} heights={props.rests} shown={0} />
  ) as Axes;
  const stems = (
    <StemSpectrum
      frame={frame}
      values={props.values}
      upTo={0}
      reading={props.reading ?? ((_, value) => decimal(value, value < 10 ? 2 : 1))}
    />
  ) as StemSpectrum;
  const levels = props.levels.map(
    ({ value, text }) => (<PlotLevel frame={frame} value={value} text={text} />) as PlotLevel,
  );
  const title = (
    <Node opacity={0}>
      <Label
        text={props.words}
        fill={palette.muted}
        position={() => [frame.left() + 20, frame.top() - 44]}
        offset={[-1, 0]}
      />
      <Formula
        tex={props.tex}
        fontSize={sizes.body}
        position={() => [frame.right, frame.top() - 44]}
        offset={[1, 0]}
      />
    </Node>
  ) as Node;
  const node = (
    <Node>
      {axes}
      {levels}
      {stems}
      {title}
    </Node>
  ) as Node;
  return { node, frame, axes, stems, levels, title };
}
