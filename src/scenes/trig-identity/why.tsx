import { Node } from '@motion-canvas/2d';
import {
  all,
  createRef,
  delay,
  type ThreadGenerator,
  Vector2,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { colored, Formula } from '../../nodes/formula';
import { Label } from '../../nodes/label';
import { type Field, tint } from '../../nodes/stage3d';
import { ease, palette, roles, sizes, tempo } from '../../theme';
import { type Cast, type Standing, stand } from './cast';
import { halves, identity } from './formulas';
import { diagonalParts } from './load';
import { lessOfSecond } from './weights';

/** The places of the two equations, in pixels from the middle of the picture. */
const COLUMNS = [-600, 0, 600] as const;
const ROWS = [-240, 180] as const;
const BELOW = 168;
/** The view in which six sheets have room. */
const SMALL = { azimuth: 28, elevation: 38, zoom: 320, fieldOfView: 7 } as const;

type Cell = Standing & { readonly text: Node };

/** Each product is a pair of waves: those of x − y are alike and cancel, those of x + y are opposite and add. */
export function* why(cast: Cast): ThreadGenerator {
  const { data, stage, caption, view } = cast;
  const cc = diagonalParts(data.cosCos);
  const ss = diagonalParts(data.sinSin);
  const texts = createRef<Node>();
  view.add(<Node ref={texts} />);
  const cell = (
    column: 0 | 1 | 2,
    row: 0 | 1,
    fields: readonly Field[],
    color: string,
    tex: string,
  ): Cell => {
    const at = new Vector2(COLUMNS[column], ROWS[row]);
    const text = createRef<Node>();
    texts().add(
      <Node ref={text} position={at.addY(BELOW)} opacity={0}>
        <Formula tex={tex} fontSize={sizes.body} />
      </Node>,
    );
    const from = new Vector2(COLUMNS[0], ROWS[row]);
    return {
      ...stand(
        stage,
        fields,
        fields.map((_, i) => (column === 0 && i === 0 ? 1 : 0)),
        column === 0 ? at : from,
        {
          colors: tint(color),
          range: 1,
        },
      ),
      text: text(),
    };
  };
  // The first cell holds both products: the second is taken out of it in the end.
  const cosCos = cell(0, 0, [data.cosCos, data.sinSin], roles.cos, identity.cosCos);
  const cosSum = cell(1, 0, [cc.sum], roles.sum, halves.cosSum);
  const cosDifference = cell(2, 0, [cc.difference], roles.difference, halves.difference);
  const sinSin = cell(0, 1, [data.sinSin], roles.sin, identity.sinSin);
  const sinSum = cell(1, 1, [ss.sum], roles.sum, halves.sinSum);
  const sinDifference = cell(2, 1, [ss.difference], roles.difference, halves.difference);
  const sign = (text: string, x: number, row: 0 | 1) => {
    const node = new Label({
      text,
      x,
      y: ROWS[row],
      fontSize: sizes.heading,
      fill: palette.muted,
      opacity: 0,
    });
    texts().add(node);
    return node;
  };
  const signs = ([0, 1] as const).map((row) => [sign('=', -300, row), sign('+', 300, row)] as const);

  const appear = ({ sheet, text }: Cell) =>
    all(sheet.opacity(1, tempo.normal, ease.enter), text.opacity(1, tempo.normal, ease.enter));
  const leave = ({ sheet, text, at, weights }: Cell, column: 1 | 2, row: 0 | 1, before: Label) =>
    all(
      sheet.opacity(1, 0.4, ease.enter),
      at([COLUMNS[column], ROWS[row]], 1.5, ease.move),
      weights([1], 1.5, ease.move),
      delay(0.9, text.opacity(1, tempo.normal, ease.enter)),
      delay(0.9, before.opacity(1, tempo.normal, ease.enter)),
    );

  yield* waitUntil('why');
  stage.azimuth(SMALL.azimuth);
  stage.elevation(SMALL.elevation);
  stage.zoom(SMALL.zoom);
  stage.fieldOfView(SMALL.fieldOfView);
  const [top, bottom] = signs;
  if (top === undefined || bottom === undefined) return;
  yield* all(
    appear(cosCos),
    delay(0.2, appear(sinSin)),
    caption.say('Why does this work? Each product is two plain waves.'),
  );
  yield* all(leave(cosSum, 1, 0, top[0]), delay(0.5, leave(cosDifference, 2, 0, top[1])));
  yield* all(
    leave(sinSum, 1, 1, bottom[0]),
    delay(0.5, leave(sinDifference, 2, 1, bottom[1])),
    caption.say('One runs along x + y, one along x − y.'),
  );
  yield* waitFor(1.8);

  // The lower line is subtracted from the upper one, sheet by sheet.
  const subtract = function* (
    upper: Cell,
    lower: Cell,
    left: readonly number[],
    tex: string,
  ): ThreadGenerator {
    yield* all(
      lower.weights([-1], 1.2, ease.move),
      lower.text.opacity(0, tempo.normal, ease.move),
      upper.text.opacity(0, tempo.normal, ease.move),
    );
    yield* lower.at(upper.at().addY(-120), 0.9, ease.move);
    yield* all(
      upper.weights(left, 1.3, ease.move),
      lower.weights([0], 1.3, ease.move),
      lower.at(upper.at(), 1.3, ease.move),
      delay(0.8, lower.sheet.opacity(0, 0.5, ease.move)),
    );
    const result = new Formula({ tex, fontSize: sizes.body, position: upper.text.position(), opacity: 0 });
    texts().add(result);
    yield* result.opacity(1, tempo.quick, ease.enter);
  };
  yield* waitUntil('cancel');
  yield* all(
    caption.say('Subtract the lower line. The waves of x − y are the same: nothing is left of them.'),
    subtract(cosDifference, sinDifference, [0], colored(roles.difference, '0')),
  );
  yield* cosDifference.sheet.opacity(0.35, tempo.normal, ease.move);
  yield* all(
    caption.say('The waves of x + y are opposite: they add up to a whole one.'),
    ...bottom.map((node) => node.opacity(0, 1, ease.move)),
    subtract(cosSum, sinSum, [2], identity.sum),
    delay(
      0.3,
      subtract(cosCos, sinSin, lessOfSecond(1), `${identity.cosCos} ${identity.minus} ${identity.sinSin}`),
    ),
  );
  yield* waitFor(1.4);
  yield* all(
    texts().opacity(0, tempo.normal, ease.move),
    caption.say(''),
    ...[cosCos, cosSum, cosDifference].map(({ sheet }) => sheet.opacity(0, tempo.normal, ease.move)),
  );
  for (const { sheet } of [cosCos, cosSum, cosDifference, sinSin, sinSum, sinDifference]) sheet.remove();
  texts().remove();
}
