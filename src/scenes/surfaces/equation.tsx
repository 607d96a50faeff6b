import { Node } from '@motion-canvas/2d';
import {
  all,
  createRef,
  createSignal,
  delay,
  type SimpleSignal,
  type ThreadGenerator,
  Vector2,
  type Vector2Signal,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { Formula } from '../../nodes/formula';
import { Label } from '../../nodes/label';
import { percent } from '../../nodes/number-format';
import { Surface3D, tint } from '../../nodes/stage3d';
import { texNumber } from '../../nodes/wave-tex';
import { ease, palette, sequential, sizes, tempo } from '../../theme';
import { type Cast, MIDDLE, partColor, standing } from './cast';
import { partTex } from './formulas';
import { PART_KINDS, type Part, type PartKind, restWeights } from './parts';

/** The two lines of the equation, in pixels from the middle of the picture. */
const CELLS = {
  neuron: new Vector2(-620, -305),
  row: new Vector2(0, -305),
  column: new Vector2(620, -305),
  sum: new Vector2(-620, 160),
  difference: new Vector2(0, 160),
  rest: new Vector2(620, 160),
} as const satisfies Record<PartKind | 'neuron' | 'rest', Vector2>;

/** The sign before each cell. */
const SIGNS: readonly (readonly [sign: string, at: Vector2])[] = [
  ['=', new Vector2(-310, -305)],
  ['+', new Vector2(310, -305)],
  ['+', new Vector2(-920, 160)],
  ['+', new Vector2(-310, 160)],
  ['+', new Vector2(310, 160)],
];

/** From the middle of a sheet to the text below it, and from line to line. */
const BELOW = 182;
const LINE = 44;

/** What is said while a part is taken out. */
const SAYING: Readonly<Record<PartKind, string>> = {
  row: 'Take it apart into waves. One part runs along x alone.',
  column: 'One runs along y alone.',
  sum: 'One depends on the sum, x + y …',
  difference: '… and its partner depends on the difference, x − y.',
};

/** A part on its way: its sheet, how far it is out (0 … 1), and the place where it then stands. */
export interface Term {
  readonly part: Part;
  readonly sheet: Surface3D;
  readonly out: SimpleSignal<number>;
  readonly at: SimpleSignal<Vector2>;
}

/** The sheets and texts of the equation. */
export interface Equation {
  readonly terms: Readonly<Record<PartKind, Term>>;
  /** What has not been taken out, and where it stands. */
  readonly rest: Surface3D;
  readonly restAt: Vector2Signal<void>;
  readonly texts: Node;
  readonly signs: readonly Node[];
}

/** Builds the sheets of the equation on top of the neuron's, where nobody sees them yet. */
export function buildEquation({ data, stage, rise }: Cast): Equation {
  const restAt = Vector2.createSignal(MIDDLE);
  const term = (kind: PartKind): Term => {
    const part = data.parts[kind];
    const out = createSignal(0);
    const at = createSignal(CELLS[part.kind]);
    const sheet = new Surface3D({
      fields: [part.sheet],
      weights: () => [out()],
      range: data.range,
      colors: tint(partColor[part.kind]),
      rise,
      place: () => standing(data, stage.behind(Vector2.lerp(restAt(), at(), out())), rise),
      opacity: () => Math.min(1, 4 * out()),
    });
    return { part, sheet, out, at };
  };
  const terms = {
    row: term('row'),
    column: term('column'),
    sum: term('sum'),
    difference: term('difference'),
  };
  const ordered = PART_KINDS.map((kind) => terms[kind]);
  const rest = new Surface3D({
    fields: [data.centred, ...ordered.map(({ part }) => part.sheet)],
    weights: () => restWeights(ordered.map(({ out }) => out())),
    range: data.range,
    colors: sequential,
    rise,
    place: () => standing(data, stage.behind(restAt()), rise),
  });
  stage.add([rest, ...ordered.map(({ sheet }) => sheet)]);
  const texts = createRef<Node>();
  const signs = SIGNS.map(
    ([text, position]) =>
      new Label({ text, position, fontSize: sizes.heading, fill: palette.muted, opacity: 0 }),
  );
  stage.parent()?.add(<Node ref={texts}>{signs}</Node>);

  return { terms, rest, restAt, texts: texts(), signs };
}

/**
 * The neuron is set equal to its parts. Each is taken out of a copy of the surface, so that at every moment the sheets
 * on the right add up to the sheet on the left.
 */
export function* equation(cast: Cast, { terms, restAt, texts, signs }: Equation): ThreadGenerator {
  const { data, stage, caption, frame, heading, neuronAt } = cast;
  const { p } = data;

  /** Writes under a sheet, and brings in the sign before it. */
  const write = function* (at: Vector2, lines: readonly Node[], sign?: number): ThreadGenerator {
    const text = new Node({ position: at.addY(BELOW), children: [...lines], opacity: 0 });
    for (const [i, line] of lines.entries()) line.y(i * LINE);
    texts.add(text);
    const before = sign === undefined ? undefined : signs[sign];
    yield* all(
      text.opacity(1, tempo.normal, ease.enter),
      ...(before === undefined ? [] : [before.opacity(1, tempo.normal, ease.enter)]),
    );
  };

  yield* waitUntil('equation');
  yield* all(
    frame.opacity(0, tempo.normal, ease.move),
    heading.opacity(0, tempo.normal, ease.move),
    caption.say(''),
    stage.look({ azimuth: 35, elevation: 27, zoom: 352, fieldOfView: 7 }, 2.2),
    neuronAt(CELLS.neuron, 2.2, ease.move),
    restAt(CELLS.rest, 2.2, ease.move),
    delay(1.5, caption.say(SAYING.row)),
    delay(
      1.8,
      write(
        CELLS.neuron,
        [
          <Label text={`neuron ${data.neuron}`} />,
          <Label text={`about its mean, ${texNumber(data.mean).replace('-', '−')}`} fill={palette.muted} />,
        ],
        0,
      ),
    ),
  );
  for (const [i, kind] of PART_KINDS.entries()) {
    const { part, out, at } = terms[kind];
    yield* all(
      ...(i === 0 ? [] : [caption.say(SAYING[kind])]),
      out(1, 1.7, ease.move),
      delay(
        1.1,
        write(
          at(),
          [
            ...partTex(part, p).map((tex) => (
              <Formula tex={tex} fill={partColor[kind]} fontSize={sizes.body} />
            )),
            <Label text={`${percent(part.share)} of the variance`} fill={palette.muted} />,
          ],
          i === 0 ? undefined : i,
        ),
      ),
    );
    yield* waitFor(0.5);
  }
  // What is shown as explained is cut, so that what is left is all of the rest.
  const left = percent(1 - Math.floor(data.explained * 1000) / 1000);
  yield* all(
    caption.say(`What these formulas leave of the neuron: ${left} of its variance.`),
    write(
      CELLS.rest,
      [<Label text={'the rest'} />, <Label text={`${left} of the variance`} fill={palette.muted} />],
      4,
    ),
  );
  yield* waitFor(3.6);
}
