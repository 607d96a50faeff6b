import { Circle, Line, Node } from '@motion-canvas/2d';
import { all, createRef, easeInOutSine, type ThreadGenerator, waitFor, waitUntil } from '@motion-canvas/core';
import { colored, Formula } from '../../nodes/formula';
import { Digits, Label } from '../../nodes/label';
import { decimal } from '../../nodes/number-format';
import { mixWaves, roundTicks } from '../../nodes/wave-geometry';
import { WaveTrace } from '../../nodes/wave-trace';
import { ease, palette, roles, sizes, strokes, tempo } from '../../theme';
import { AXIS_Y, at, type KeyClocks } from './key-clocks';
import {
  answerX,
  columns,
  type Span,
  span,
  WAVE_MIDDLE,
  WAVE_WIDTH,
  whileAdding,
  whileComparing,
  whileVoting,
} from './layout';
import { counted, percent } from './numbers';
import type { Stage } from './stage';

/** The waves are laid on each other one by one, until one peak is left. */
export function* addVotes({ root, caption, data, ballot }: Stage, keys: KeyClocks): ThreadGenerator {
  const layout = whileAdding(ballot.votes, ballot.partial);
  const title = createRef<Label>();
  root.add(
    <>
      <WaveTrace
        x={WAVE_MIDDLE}
        y={keys.sumY}
        values={() =>
          mixWaves(
            ballot.votes,
            keys.clocks.map(({ laid }) => laid()),
            data.p,
          )
        }
        width={WAVE_WIDTH}
        unit={keys.unit}
        to={data.p - 1}
        stroke={roles.sum}
        lineWidth={strokes.curve}
        opacity={() => Math.min(1, 2 * at(keys.clocks, 0).laid())}
      />
      <Label
        ref={title}
        text={'sum of votes'}
        fill={roles.sum}
        position={[columns.left - 50, layout.sum]}
        offset={[1, 0]}
        opacity={0}
      />
    </>,
  );
  keys.sumY(layout.sum);
  yield* all(
    caption.say('What do the clocks say together? Add their votes.'),
    keys.radius(layout.radius, tempo.slow, ease.move),
    keys.unit(layout.unit, tempo.slow, ease.move),
    ...keys.clocks.flatMap(({ group, name, rowY }, n) => [
      rowY(at(layout.rows, n), tempo.slow, ease.move),
      group().position([columns.clock, at(layout.rows, n)], tempo.slow, ease.move),
      name().position([columns.name, at(layout.rows, n)], tempo.slow, ease.move),
    ]),
  );
  yield* waitUntil('add votes');
  // However many clocks there are, adding them takes about as long.
  const pace = Math.min(1.3, 4 / keys.clocks.length);
  for (const [n, { k, laid, trace }] of keys.clocks.entries()) {
    if (n === 0) {
      yield* all(
        caption.say(alone(k)),
        title().opacity(1, tempo.normal, ease.enter),
        laid(1, tempo.slow, ease.move),
      );
      yield* all(trace().opacity(0, tempo.quick, ease.move), waitFor(0.9));
      continue;
    }
    if (n === 1) yield* caption.say('Add the next: crests that do not meet weaken, crests that meet grow.');
    yield* laid(1, pace, ease.move);
    yield* all(trace().opacity(0, tempo.quick, ease.move), waitFor(0.3));
  }
  yield* waitUntil('added up');
  if (keys.clocks.length > 1) {
    yield* caption.say(`Where all clocks agree stands the highest peak: z = ${ballot.answer}.`);
    yield* waitFor(1);
  }
  yield* title().opacity(0, tempo.quick, ease.move);
  title().remove();
}

/** The sum of the votes beside the network's own logits for this example. */
export function* compare({ root, caption, data, example, ballot }: Stage, keys: KeyClocks): ThreadGenerator {
  const { p } = data;
  const { unit, sum } = whileComparing([ballot.total, ballot.logits]);
  const aside = whileVoting(ballot.votes);
  const logits = createRef<WaveTrace>();
  const legend = createRef<Node>();
  const scale = createRef<Node>();
  const share = createRef<Node>();
  const result = createRef<Node>();
  const peak = createRef<Node>();
  const together = data.keys.reduce((all, key) => all + key.share, 0);

  yield* all(
    keys.ghosts().opacity(0, tempo.normal, ease.move),
    keys.radius(aside.radius, tempo.slow, ease.move),
    ...keys.clocks.flatMap(({ group, name }, n) => [
      group().position([columns.aside, at(aside.rows, n)], tempo.slow, ease.move),
      name().opacity(0, tempo.quick, ease.move),
    ]),
    keys.unit(unit, tempo.slow, ease.move),
    keys.sumY(sum, tempo.slow, ease.move),
    caption.say(
      `How close is this to the network? Its own logits for ${example.x} + ${example.y}, dot by dot.`,
    ),
  );
  const top =
    sum -
    unit *
      Math.max(at(Array.from(ballot.total), ballot.answer), at(Array.from(ballot.logits), ballot.answer));
  root.add(
    <>
      <WaveTrace
        ref={logits}
        x={WAVE_MIDDLE}
        y={sum}
        values={ballot.logits}
        width={WAVE_WIDTH}
        unit={unit}
        to={-1}
        stroke={palette.text}
        lineWidth={0}
        dot={6}
        baseline={0}
      />
      <Node ref={scale} opacity={0}>
        {logitScale(unit, sum, span([ballot.total, ballot.logits]))}
      </Node>
      <Node ref={legend} position={[columns.left, -390]} opacity={0}>
        <Line
          points={[
            [0, 0],
            [70, 0],
          ]}
          stroke={roles.sum}
          lineWidth={strokes.curve}
        />
        <Label text={`${counted(data.keys.length, 'vote')}, added`} x={90} offset={[-1, 0]} />
        <Circle size={14} x={35} y={54} fill={palette.text} />
        <Label text={'logits of the network'} x={90} y={54} offset={[-1, 0]} />
      </Node>
      <Node ref={share} position={[columns.right, -390]} opacity={0}>
        <Label text={`the votes explain ${percent(ballot.fve)} of the variance`} offset={[1, 0]} />
        <Label
          text={`${percent(together)} over all ${p * p} pairs`}
          fill={palette.muted}
          y={54}
          offset={[1, 0]}
        />
      </Node>
      <Node ref={peak} position={[answerX(p, ballot.answer), top]} opacity={0}>
        <Line
          points={[
            [0, 0],
            [0, AXIS_Y - top],
          ]}
          stroke={roles.sum}
          lineWidth={strokes.hair}
          lineDash={[4, 10]}
        />
        <Digits text={`${ballot.answer}`} fill={roles.sum} fontSize={sizes.body} y={-34} />
      </Node>
      <Node ref={result} y={-478} opacity={0}>
        <Formula
          fontSize={58}
          tex={`${colored(roles.x, `${example.x}`)} + ${colored(roles.y, `${example.y}`)} \\equiv ${colored(roles.sum, `${ballot.answer}`)} \\pmod{${p}}`}
        />
      </Node>
    </>,
  );
  yield* all(
    legend().opacity(1, tempo.normal, ease.enter),
    scale().opacity(1, tempo.normal, ease.enter),
    logits().to(p - 1, 1.9, easeInOutSine),
    peak().opacity(1, tempo.normal, ease.enter),
  );
  yield* share().opacity(1, tempo.normal, ease.enter);
  yield* waitUntil('compared');
  yield* waitFor(1.3);
  yield* all(
    caption.say('The network adds by turning clocks.'),
    result().opacity(1, tempo.normal, ease.enter),
    // p further steps: every clock turns whole turns, and all hands come to rest where they were.
    keys.s(keys.s() + p, 3, ease.glide),
  );
  yield* waitUntil('result');
  yield* waitFor(1);
}

/** Why one clock of frequency k does not find the answer by itself. */
function alone(k: number): string {
  return k === 1
    ? 'One clock alone has one broad crest: it hardly tells neighbours apart.'
    : `One clock alone has ${counted(k, 'crest')}, nearly equal: it cannot decide.`;
}

/** The axis of the logits, left of the waves. */
function logitScale(unit: number, sum: number, { low, high }: Span): Node[] {
  const x = columns.left - 34;
  const marks = roundTicks(low, high).map((value) => (
    <Node position={[x, sum - unit * value]}>
      <Line
        points={[
          [-8, 0],
          [0, 0],
        ]}
        stroke={palette.line}
        lineWidth={strokes.hair}
      />
      <Digits text={decimal(value, 0)} x={-18} offset={[1, 0]} fill={palette.muted} fontSize={sizes.small} />
    </Node>
  ));
  return [
    <Line
      points={[
        [x, sum - unit * low],
        [x, sum - unit * high],
      ]}
      stroke={palette.line}
      lineWidth={strokes.hair}
    />,
    <Label
      text={'logit'}
      position={[x, sum - unit * high - 30]}
      fill={palette.muted}
      fontSize={sizes.small}
    />,
    ...marks,
  ];
}
