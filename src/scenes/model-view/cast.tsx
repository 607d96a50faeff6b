import { Node } from '@motion-canvas/2d';
import { createRef, createSignal, type SimpleSignal } from '@motion-canvas/core';
import { Bracket } from '../../nodes/bracket';
import { Caption } from '../../nodes/caption';
import { CaptionGround } from '../../nodes/caption-ground';
import { Label } from '../../nodes/label';
import { NetworkDiagram } from '../../nodes/network/diagram';
import type { ColumnPlace } from '../../nodes/network/layout';
import { SignLegend } from '../../nodes/sign-legend';
import { TokenStrip } from '../../nodes/token-strip';
import { palette, roles } from '../../theme';
import { buildHeadings } from './headings';
import type { ModelViewData, Passage } from './load';

/** The parts whose sizes are told. */
const SIZED = ['tokens', 'residual', 'middle', 'hidden', 'last', 'logits'] as const;
type Sized = (typeof SIZED)[number];

/** What the chapter's acts share. */
export interface Cast {
  readonly data: ModelViewData;
  readonly diagram: NetworkDiagram;
  readonly caption: Caption;
  readonly strip: TokenStrip;
  /** The plus sign and the question mark that make a sum of the tokens. */
  readonly signs: readonly [plus: Label, question: Label];
  /** The sum that is on its way. */
  readonly passage: SimpleSignal<Passage>;
  readonly brackets: Readonly<Record<Sized, Bracket>>;
  /** The names of the parts, over the whole network. */
  readonly headings: Node;
  /** What the colours mean. */
  readonly legend: Node;
}

/** How a token is written. */
export function tokenName(p: number): (token: number) => string {
  return (token) => (token === p ? '=' : String(token));
}

/** Builds everything; nothing is seen yet. */
export function buildCast(data: ModelViewData, view: Node): Cast {
  const { shape, p } = data;
  const passage = createSignal(data.example);
  const diagram = createRef<NetworkDiagram>();
  const caption = createRef<Caption>();
  const strip = createRef<TokenStrip>();
  const legend = createRef<Node>();
  view.add(
    <>
      <NetworkDiagram
        ref={diagram}
        shape={shape}
        network={() => passage().values}
        ranges={data.ranges}
        lines={data.weights}
        tokenName={tokenName(p)}
        answer={() => passage().answer}
      />
      <CaptionGround />
      <Node ref={legend} position={[760, -486]} opacity={0}>
        <SignLegend />
      </Node>
      <Caption ref={caption} />
    </>,
  );
  const { layout } = diagram();
  const first = layout.tokens[0];
  const middle = layout.tokens[1];
  if (first === undefined || middle === undefined) throw new RangeError('a network reads three tokens');
  const pitch = middle.x - first.x;
  const top = first.y - (first.most * first.pitch) / 2 - 44;
  const sign = (text: string, at: number) =>
    new Label({
      text,
      position: [middle.x + at * pitch, top],
      fill: palette.muted,
      fontSize: 26,
      opacity: 0,
    });
  const signs = [sign('+', -0.5), sign('?', 1.2)] as const;
  diagram().add(
    <>
      <Node opacity={diagram().light.tokens}>
        <TokenStrip
          ref={strip}
          position={[middle.x, top]}
          tokens={() => [
            { text: String(passage().x), color: roles.x },
            { text: String(passage().y), color: roles.y },
            { text: '=', color: palette.text },
          ]}
          pitch={pitch}
          aside={() => [0, 0, -0.42 * pitch * (1 - strip().boxes())]}
          box={[66, 46]}
          fontSize={28}
          boxes={0}
          opacity={0}
        />
      </Node>
      {[...signs]}
    </>,
  );
  const brackets = buildBrackets(diagram());
  diagram().add(Object.values(brackets));
  const headings = buildHeadings(diagram(), shape);
  diagram().add(headings);
  return {
    data,
    diagram: diagram(),
    caption: caption(),
    strip: strip(),
    signs,
    passage,
    brackets,
    headings,
    legend: legend(),
  };
}

/** A bracket beside each column that is a vector of its own, with the size of the vector, not of what is shown. */
function buildBrackets({ layout, columns, light }: NetworkDiagram): Readonly<Record<Sized, Bracket>> {
  const bracket = (part: Sized, place: ColumnPlace, side: 1 | -1, size: number, textAt: 'middle' | 'end') =>
    new Bracket({
      position: [place.x + side * (place.across / 2 + (side > 0 ? 16 : 12)), place.y],
      length: place.most * place.pitch,
      opens: side > 0 ? 'left' : 'right',
      text: String(size),
      textAt,
      opacity: light[part],
      depth: 10,
      drawn: 0,
    });
  const last = <T,>(list: readonly T[], where: string): T => {
    const found = list.at(-1);
    if (found === undefined) throw new RangeError(`the diagram has no ${where}`);
    return found;
  };
  const sizeOf = (values: ArrayLike<number>) => values.length;
  return {
    tokens: bracket(
      'tokens',
      last(layout.tokens, 'tokens'),
      1,
      sizeOf(last(columns.tokens, 'tokens').values()),
      'middle',
    ),
    residual: bracket(
      'residual',
      last(layout.residual, 'columns'),
      1,
      sizeOf(last(columns.residual, 'columns').values()),
      'end',
    ),
    middle: bracket('middle', layout.middle, -1, sizeOf(columns.middle.values()), 'end'),
    hidden: bracket('hidden', layout.hidden, -1, sizeOf(columns.hidden.values()), 'end'),
    last: bracket('last', layout.last, -1, sizeOf(columns.last.values()), 'end'),
    logits: bracket('logits', layout.logits, -1, sizeOf(columns.logits.values()), 'end'),
  };
}
