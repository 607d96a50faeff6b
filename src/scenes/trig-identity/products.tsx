import { Node } from '@motion-canvas/2d';
import {
  all,
  createRef,
  delay,
  type Reference,
  type ThreadGenerator,
  Vector2,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { Formula } from '../../nodes/formula';
import { Label } from '../../nodes/label';
import { type Field, tint } from '../../nodes/stage3d';
import { ease, palette, roles, sizes, tempo } from '../../theme';
import { type Cast, type Standing, stand, WIDE } from './cast';
import { identity } from './formulas';

/** The two products on the stage, and what is written under each. */
export interface Products {
  readonly cosCos: Standing & { readonly name: Node };
  readonly sinSin: Standing & { readonly name: Node };
  readonly note: Node;
}

/** Where the two stand, and how far below it their formulas. */
export const LEFT = new Vector2(-470, -60);
export const RIGHT = new Vector2(470, -60);
const BELOW = 265;

/** Builds the two products by formula, still flat and unseen. */
export function buildProducts({ data, stage, view }: Cast): Products {
  const product = (field: Field, at: Vector2, color: string, tex: string) => {
    const name: Reference<Node> = createRef<Node>();
    view.add(
      <Node ref={name} position={at.addY(BELOW)} opacity={0}>
        <Formula tex={tex} fontSize={sizes.caption} />
      </Node>,
    );
    return { ...stand(stage, [field], [0], at, { colors: tint(color), range: 1 }), name: name() };
  };
  const cosCos = product(data.cosCos, LEFT, roles.cos, identity.cosCos);
  const sinSin = product(data.sinSin, RIGHT, roles.sin, identity.sinSin);
  const note = createRef<Node>();
  view.add(
    <Node ref={note} position={[0, 345]} opacity={0}>
      <Label text={'drawn from the formulas'} fill={palette.muted} fontSize={sizes.small} />
    </Node>,
  );
  return { cosCos, sinSin, note: note() };
}

/** From the neuron of the chapter before to two products. */
export function* products(cast: Cast, { cosCos, sinSin, note }: Products): ThreadGenerator {
  const { opening, stage, caption, omega } = cast;
  yield* all(
    stage.opacity(1, tempo.normal, ease.enter),
    opening.heading.opacity(1, tempo.normal, ease.enter),
    stage.azimuth(44, 6, ease.glide),
    delay(0.6, caption.say('A neuron can make x and y meet, as a product of waves.')),
    delay(3.4, caption.say('But the answer needs x + y. How do you get a sum out of products?')),
  );
  yield* waitFor(0.4);

  yield* waitUntil('products');
  yield* all(
    opening.heading.opacity(0, tempo.normal, ease.move),
    opening.frame.opacity(0, tempo.normal, ease.move),
    opening.neuron.opacity(0, tempo.normal, ease.move),
    caption.say(''),
  );
  opening.neuron.remove();
  opening.frame.remove();
  stage.azimuth(WIDE.azimuth);
  stage.elevation(WIDE.elevation);
  stage.zoom(WIDE.zoom);
  stage.fieldOfView(WIDE.fieldOfView);
  const rise = ({ sheet, weights, name }: Products['cosCos']) =>
    all(
      sheet.opacity(1, tempo.quick, ease.enter),
      weights([1], 1.8, ease.move),
      delay(0.7, name.opacity(1, tempo.normal, ease.enter)),
    );
  yield* all(
    caption.say('A cosine of x times a cosine of y: hills and hollows like an egg box.'),
    delay(0.3, rise(cosCos)),
    delay(0.8, note.opacity(1, tempo.normal, ease.enter)),
    delay(0.8, omega.opacity(1, tempo.normal, ease.enter)),
  );
  yield* waitFor(1.2);
  yield* all(
    caption.say('A sine times a sine: the same box, moved by a quarter of a wave.'),
    delay(0.3, rise(sinSin)),
  );
  yield* waitFor(1.8);
}
