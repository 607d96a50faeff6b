import { Circle, Layout, Node } from '@motion-canvas/2d';
import {
  all,
  createRef,
  createSignal,
  delay,
  type ThreadGenerator,
  Vector2,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { Formula } from '../../nodes/formula';
import { Digits } from '../../nodes/label';
import { Anchored, Lines3D, type Point3, type Segment, tint } from '../../nodes/stage3d';
import { ease, palette, roles, sizes, strokes, tempo } from '../../theme';
import { type Cast, type Standing, stand, TALL, WIDE } from './cast';
import { identity } from './formulas';
import { LEFT, type Products } from './products';
import { lessOfSecond } from './weights';

/** Where the difference is made, and from where the second product sinks into it. */
const CENTRE = new Vector2(0, 20);
const ABOVE = new Vector2(0, -180);

/** The second product is turned upside down and laid on the first: what is left runs along x + y. */
export function* cancel(cast: Cast, { cosCos, sinSin, note }: Products): ThreadGenerator {
  const { data, stage, caption, view, omega } = cast;
  const line = createRef<Layout>();
  const [minus, second, equals, sum] = [
    createRef<Formula>(),
    createRef<Formula>(),
    createRef<Formula>(),
    createRef<Formula>(),
  ];
  view.add(
    <Layout ref={line} layout y={-440} gap={26} alignItems={'center'} opacity={0}>
      <Formula tex={identity.cosCos} fontSize={sizes.caption} />
      <Formula ref={minus} tex={identity.minus} fontSize={sizes.caption} opacity={0} />
      <Formula ref={second} tex={identity.sinSin} fontSize={sizes.caption} opacity={0} />
      <Formula ref={equals} tex={identity.equals} fontSize={sizes.caption} opacity={0} />
      <Formula ref={sum} tex={identity.sum} fontSize={sizes.caption} opacity={0} />
    </Layout>,
  );
  const taken = createSignal(0);
  const made = (color: string): Standing => {
    const standing = stand(stage, [data.cosCos, data.sinSin], [1, 0], LEFT, {
      colors: tint(color),
      range: 1,
    });
    standing.weights(() => lessOfSecond(taken()));
    return standing;
  };
  const [amber, green] = [made(roles.cos), made(roles.sum)];
  green.at(() => amber.at());

  yield* waitUntil('subtract');
  yield* all(
    caption.say('Now subtract. The second box is turned upside down …'),
    note.opacity(0, tempo.normal, ease.move),
    line().opacity(1, tempo.normal, ease.enter),
    delay(
      0.6,
      all(minus().opacity(1, tempo.normal, ease.enter), second().opacity(1, tempo.normal, ease.enter)),
    ),
    sinSin.name.opacity(0, tempo.normal, ease.move),
    cosCos.name.opacity(0, tempo.normal, ease.move),
    delay(0.6, sinSin.weights([-1], 1.8, ease.move)),
  );
  yield* waitFor(0.6);
  amber.sheet.opacity(1);
  cosCos.sheet.opacity(0);
  yield* all(
    caption.say('… and laid on the first.'),
    stage.look({ zoom: 600 }, 1.6),
    amber.at(CENTRE.addY(70), 1.6, ease.move),
    sinSin.at(ABOVE, 1.6, ease.move),
  );
  yield* all(
    taken(1, 2.4, ease.move),
    sinSin.weights([0], 2.4, ease.move),
    sinSin.at(CENTRE, 2.4, ease.move),
    amber.at(CENTRE, 2.4, ease.move),
    delay(1.2, sinSin.sheet.opacity(0, 1, ease.move)),
    delay(1.2, green.sheet.opacity(1, 1.2, ease.move)),
  );
  amber.sheet.opacity(0);
  yield* all(
    caption.say('Hollow meets hill, and hill meets hill: ridges are left.'),
    equals().opacity(1, tempo.normal, ease.enter),
    sum().opacity(1, tempo.normal, ease.enter),
  );
  yield* waitFor(1.4);

  yield* waitUntil('ridge');
  yield* walk(cast, green, CENTRE);
  yield* all(
    green.sheet.opacity(0, tempo.normal, ease.move),
    line().opacity(0, tempo.normal, ease.move),
    omega.opacity(0, tempo.normal, ease.move),
    caption.say(''),
  );
  for (const node of [amber.sheet, green.sheet, line(), cosCos.name, sinSin.name, note]) node.remove();
}

/** Along the ridge x + y = p, x and y change and the height does not. */
function* walk({ data, stage, caption, view }: Cast, { sheet }: Standing, centre: Vector2): ThreadGenerator {
  const { p } = data;
  const x = createSignal(1);
  const line = createRef<Lines3D>();
  const [mark, dot] = [createRef<Node>(), createRef<Circle>()];
  const point = (at: number): Point3 => {
    const [left, front, zero] = stage.behind(centre);
    return [left + at / (p - 1) - 0.5, front + (p - at) / (p - 1) - 0.5, zero + TALL / 2 + 0.004];
  };
  const segments = (): readonly Segment[] => [[point(1), point(x())]];
  stage.add(
    <>
      <Lines3D ref={line} segments={segments} color={palette.text} lineWidth={strokes.heavy} />
      <Anchored at={() => point(x())}>
        <Circle ref={dot} size={26} fill={palette.accent} opacity={0} />
      </Anchored>
    </>,
  );
  view.add(
    <Node ref={mark} y={-366} opacity={0}>
      <Digits text={() => String(Math.round(x()))} x={-120} offset={[1, 0]} fill={roles.x} />
      <Digits text={'+'} x={-88} fill={palette.muted} />
      <Digits text={() => String(p - Math.round(x()))} x={20} offset={[1, 0]} fill={roles.y} />
      <Digits text={`= ${p}`} x={52} offset={[-1, 0]} fill={roles.sum} />
    </Node>,
  );
  yield* all(
    caption.say('Walk along a ridge: x grows, y shrinks, the height stays. It knows only x + y.'),
    stage.look({ azimuth: 40, elevation: 34, zoom: 600 }, 2.2),
    mark().opacity(1, tempo.normal, ease.enter),
    dot().opacity(1, tempo.normal, ease.enter),
    delay(0.8, x(p - 1, 4.2, ease.glide)),
  );
  yield* waitFor(1.4);
  yield* all(
    line().opacity(0, tempo.normal, ease.move),
    mark().opacity(0, tempo.normal, ease.move),
    dot().opacity(0, tempo.normal, ease.move),
    stage.look(WIDE, 1.4),
    sheet.opacity(1, 0.1),
  );
  line().remove();
  mark().remove();
  dot().parent()?.remove();
}
