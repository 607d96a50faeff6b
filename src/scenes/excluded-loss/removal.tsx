import { Line, Node, Rect } from '@motion-canvas/2d';
import {
  all,
  createRef,
  createSignal,
  delay,
  type ThreadGenerator,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { Digits, Label } from '../../nodes/label';
import { groupDigits } from '../../nodes/number-format';
import { ResidueAxis } from '../../nodes/residue-axis';
import { indexToX } from '../../nodes/wave-geometry';
import { WaveTrace } from '../../nodes/wave-trace';
import { ease, palette, roles, sizes, strokes, tempo } from '../../theme';
import type { Cast } from './cast';
import { lossText } from './loss-text';
import { highest, without } from './removal-choice';

const WIDTH = 1560;
const HEIGHT = 430;
const BASE = 60;

/** One key frequency is taken out of the logits of a worked example: another answer wins. */
export function* removal({ data, caption, view }: Cast): ThreadGenerator {
  const { p } = data;
  const { x, y, answer, k, logits, vote, wrong, loss } = data.removal;
  const removed = createSignal(0);
  const now = createSignal(() => without(logits, vote, removed()));
  const spread = Math.max(...logits) - Math.min(...logits);
  const unit = HEIGHT / spread;
  const zeroY = BASE + unit * Math.min(...logits);
  const at = (z: number) => indexToX({ count: p, width: WIDTH, unit: 1 }, z);
  const leader = () => highest(now());
  const [root, verdict, panel] = [createRef<Node>(), createRef<Node>(), createRef<Node>()];
  const mark = (z: number, color: string) => (
    <Line
      points={() => [
        [at(z), zeroY - unit * (now()[z] ?? 0)],
        [at(z), BASE + 20],
      ]}
      stroke={color}
      lineWidth={strokes.hair}
      opacity={0.8}
    />
  );
  view.add(
    <>
      <Node ref={root} opacity={0}>
        <Node position={[-900, -470]}>
          <Digits text={String(x)} x={0} offset={[-1, 0]} fill={roles.x} fontSize={sizes.heading} />
          <Digits text={'+'} x={130} fill={palette.muted} fontSize={sizes.heading} />
          <Digits text={String(y)} x={170} offset={[-1, 0]} fill={roles.y} fontSize={sizes.heading} />
          <Digits text={'= ?'} x={300} offset={[-1, 0]} fill={roles.sum} fontSize={sizes.heading} />
          <Label text={'a sum that it was never shown'} y={62} offset={[-1, 0]} fill={palette.muted} />
        </Node>
        <Node position={[900, -470]}>
          <Digits
            text={() => (leader() === answer ? `answer ${leader()}, right` : `answer ${leader()}, wrong`)}
            offset={[1, 0]}
            fontSize={sizes.heading}
            fill={() => (leader() === answer ? roles.sum : roles.excluded)}
          />
          <Label text={'the highest logit wins'} y={62} offset={[1, 0]} fill={palette.muted} />
        </Node>
        {mark(answer, roles.sum)}
        {mark(wrong, roles.excluded)}
        <Node opacity={0.28}>
          <WaveTrace
            y={zeroY}
            values={logits}
            width={WIDTH}
            unit={unit}
            stroke={palette.text}
            lineWidth={strokes.line}
            baseline={0}
          />
        </Node>
        <WaveTrace
          y={zeroY}
          values={now}
          width={WIDTH}
          unit={unit}
          stroke={palette.accent}
          lineWidth={strokes.curve}
          dot={4}
          baseline={0}
        />
        <ResidueAxis count={p} width={WIDTH} y={BASE + 24} />
        <Label
          text={'logit of each answer z'}
          position={[-WIDTH / 2, BASE + 92]}
          offset={[-1, 0]}
          fill={palette.muted}
          fontSize={sizes.small}
        />
      </Node>
      <Node ref={verdict} position={[0, 205]} opacity={0}>
        <Label
          text={() => `frequency ${k}: ${Math.round(100 * (1 - removed()))} % of its waves left`}
          fill={palette.muted}
        />
      </Node>
      <Node ref={panel} position={[0, 290]} opacity={0}>
        <Rect size={[1560, 190]} radius={16} fill={palette.panel} />
        <Label
          text={`loss over all ${groupDigits(p * p)} sums`}
          position={[-740, -58]}
          offset={[-1, 0]}
          fill={palette.muted}
        />
        {(
          [
            ['with all its waves', loss.full, palette.text],
            [`without frequency ${k}`, loss.removed, roles.excluded],
            ['without another frequency, drawn at random', loss.control, palette.text],
          ] as const
        ).map(([name, value, color], i) => (
          <Node x={[-500, -80, 420][i] ?? 0} y={30}>
            <Digits text={lossText(value)} y={-32} fill={color} fontSize={sizes.caption} />
            <Label text={name} y={26} fill={palette.muted} fontSize={sizes.small} />
          </Node>
        ))}
      </Node>
    </>,
  );

  yield* waitUntil('example');
  yield* all(
    root().opacity(1, tempo.normal, ease.enter),
    caption.say(`Does it really need its waves? ${x} + ${y}: one peak, at ${answer}.`),
  );
  yield* waitFor(2.4);
  yield* waitUntil('remove');
  yield* all(
    caption.say(`Take one frequency out of the logits, k = ${k}, and nothing else.`),
    verdict().opacity(1, tempo.normal, ease.enter),
    delay(0.8, removed(1, 4, ease.glide)),
  );
  yield* caption.say(`Now ${wrong} is ahead: the answer fails.`);
  yield* waitFor(2.6);
  yield* waitUntil('control');
  yield* all(
    verdict().opacity(0, tempo.quick, ease.move),
    panel().opacity(1, tempo.normal, ease.enter),
    caption.say('Over all sums the loss jumps. Without some other frequency, it hardly changes.'),
  );
  yield* waitFor(4);
  yield* all(
    removed(0, 1.6, ease.move),
    caption.say('These few waves are the circuit. They were there long before it showed.'),
  );
  yield* waitFor(3);
}
