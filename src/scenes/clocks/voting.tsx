import { Line, Node } from '@motion-canvas/2d';
import {
  all,
  createRef,
  delay,
  sequence,
  type ThreadGenerator,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { Digits, Label } from '../../nodes/label';
import { ease, palette, roles, sizes, strokes, tempo } from '../../theme';
import { AXIS_Y, at, type KeyClocks } from './key-clocks';
import { answerX, besideEachOther, columns, whileVoting } from './layout';
import type { Stage } from './stage';

/** Where the clocks stand while they turn. */
const CLOCKS_Y = -110;

/** The clock of the readouts gives way to one clock for each key frequency; each turns at its own speed. */
export function* turnAll({ root, caption, data, example, clock }: Stage, keys: KeyClocks): ThreadGenerator {
  const { places, radius } = besideEachOther(keys.clocks.length);
  const counter = createRef<Node>();
  const { x, y } = example;
  const home = Math.max(
    0,
    keys.clocks.findIndex(({ k }) => k === data.k),
  );
  root.add(keys.node);
  root.add(
    <Node ref={counter} y={290} opacity={0}>
      <Digits
        text={() => `${x} + ${y}: ${Math.round(keys.s())} steps`}
        fill={roles.sum}
        fontSize={sizes.heading}
      />
      <Label
        text={'dots: where the logits place each answer; hands: exact angles'}
        fill={palette.muted}
        fontSize={sizes.small}
        y={72}
      />
    </Node>,
  );
  for (const [n, { name, group }] of keys.clocks.entries()) {
    group().y(CLOCKS_Y);
    name().position([at(places, n), CLOCKS_Y + 1.25 * radius + 36]);
  }
  yield* all(
    caption.say(
      keys.clocks.length === 1
        ? 'This network keeps one such clock.'
        : `One clock leaves doubt. The network keeps ${keys.clocks.length}, one for each key frequency.`,
    ),
    ...Object.values(clock.hands).map((hand) => hand().opacity(0, 0.5, ease.move)),
    clock.names(0, 0.5, ease.move),
    clock.face().axes(0, 0.5, ease.move),
    clock.group().position([at(places, home), CLOCKS_Y], tempo.slow, ease.move),
    clock.radius(radius, tempo.slow, ease.move),
  );
  yield* all(
    clock.group().opacity(0, tempo.normal, ease.move),
    sequence(
      0.15,
      ...keys.clocks.map(({ group, name }) =>
        all(group().opacity(1, tempo.normal, ease.enter), name().opacity(1, tempo.normal, ease.enter)),
      ),
    ),
  );
  clock.group().remove();
  yield* all(
    caption.say(
      `Clock k turns k times in ${data.p} steps: the same sum, ${keys.clocks.length === 1 ? 'one hand' : 'different angles'}.`,
    ),
    counter().opacity(1, tempo.normal, ease.enter),
    keys.reachS(0.94, tempo.normal, ease.enter),
  );
  yield* waitUntil('all turn');
  yield* keys.s(x + y, 3.2, ease.glide);
  yield* waitFor(0.8);
  yield* counter().opacity(0, tempo.quick, ease.move);
  counter().remove();
}

/** A second hand on every clock tries all answers in turn, and each clock's votes draw a wave. */
export function* castVotes({ root, caption, data, ballot }: Stage, keys: KeyClocks): ThreadGenerator {
  const { p } = data;
  const layout = whileVoting(ballot.votes);
  const cursor = createRef<Node>();
  const found = createRef<Node>();
  for (const [n, { rowY }] of keys.clocks.entries()) rowY(at(layout.rows, n));
  keys.unit(layout.unit);

  const upright = (color: string) => (
    <Line
      points={[
        [0, -440],
        [0, AXIS_Y],
      ]}
      stroke={color}
      lineWidth={strokes.hair}
      opacity={0.7}
    />
  );
  root.add(
    <>
      <Node ref={found} x={answerX(p, ballot.answer)} opacity={0}>
        {upright(roles.sum)}
      </Node>
      <Node ref={cursor} x={() => answerX(p, keys.z())} opacity={0}>
        {upright(palette.accent)}
        <Digits
          text={() => `z = ${Math.round(keys.z())}`}
          fill={() => (Math.round(keys.z()) === ballot.answer ? roles.sum : palette.accent)}
          y={-478}
        />
      </Node>
    </>,
  );
  yield* all(
    keys.radius(layout.radius, tempo.slow, ease.move),
    ...keys.clocks.flatMap(({ group, name }, n) => [
      group().position([columns.clock, at(layout.rows, n)], tempo.slow, ease.move),
      name().position([columns.name, at(layout.rows, n)], tempo.slow, ease.move),
    ]),
    delay(0.8, keys.axis().opacity(1, tempo.normal, ease.enter)),
    caption.say('Now try every answer z: a second hand points at it on each clock.'),
  );
  yield* all(
    cursor().opacity(1, tempo.normal, ease.enter),
    keys.reachZ(0.94, tempo.normal, ease.enter),
    keys.heads(1, tempo.normal, ease.enter),
    keys.ghosts().opacity(1, tempo.normal, ease.enter),
    keys.voted(0, tempo.quick),
  );
  keys.voted(keys.z);
  yield* waitUntil('votes');
  const whole = 6.4;
  const part = ballot.answer / (p - 1);
  yield* all(
    caption.say('The closer the two hands, the higher the vote of this clock for z.'),
    keys.z(ballot.answer, Math.max(2.6, whole * part), ease.glide),
  );
  yield* all(
    caption.say(
      keys.clocks.length === 1
        ? `At z = ${ballot.answer} the hands meet.`
        : `Only at z = ${ballot.answer} do the hands meet on all ${keys.clocks.length} clocks at once.`,
    ),
    found().opacity(1, tempo.normal, ease.enter),
    ...keys.clocks.map(({ group }) => group().scale(1.08, 0.5, ease.move).to(1, 0.5, ease.move)),
  );
  yield* waitUntil('hands meet');
  yield* waitFor(1.4);
  yield* keys.z(p - 1, Math.max(1.6, 0.6 * whole * (1 - part)), ease.glide);
  keys.voted(p - 1);
  yield* waitFor(0.4);
  yield* all(
    cursor().opacity(0, 0.5, ease.move),
    keys.reachZ(0, 0.5, ease.move),
    keys.heads(0, 0.5, ease.move),
    found().opacity(0, 0.5, ease.move),
  );
  cursor().remove();
  found().remove();
}
