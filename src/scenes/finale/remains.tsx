import { Node } from '@motion-canvas/2d';
import { all, createSignal, delay, type ThreadGenerator, waitFor, waitUntil } from '@motion-canvas/core';
import { Label } from '../../nodes/label';
import { groupDigits } from '../../nodes/number-format';
import { type Share, ShareBar } from '../../nodes/share-bar';
import { ease, palette, sizes, tempo } from '../../theme';
import { percent } from '../clocks/numbers';
import type { Cast } from './cast';
import { shares } from './shares';
import type { Machine } from './working';

const WIDTH = 1640;
const HEIGHT = 92;

/** What the clocks do not explain, as measured; and how far all this reaches. */
export function* remains({ data, caption, view }: Cast): ThreadGenerator {
  const { machine } = data;
  const { scores, neurons } = shares(machine);
  const told = 1 - (scores.at(-1)?.share ?? 0);
  const [all1, all2, grey] = [createSignal(0), createSignal(0), createSignal(0)];
  const bar = (list: readonly Share[], grown: () => number, y: number, title: string, left: string) => {
    const name = (text: string, x: number, align: -1 | 1, fill: string) => (
      <Label
        text={text}
        position={[x, -HEIGHT / 2 - 40]}
        offset={[align, 0]}
        fill={fill}
        opacity={grown}
        fontSize={sizes.label}
      />
    );
    return (
      <Node y={y}>
        <ShareBar
          shares={list}
          width={WIDTH}
          height={HEIGHT}
          grown={grown}
          light={() => (n: number) => (n === list.length - 1 ? 1 : 1 - 0.72 * grey())}
        />
        {name(title, -WIDTH / 2, -1, palette.text)}
        {name(left, WIDTH / 2, 1, palette.muted)}
      </Node>
    );
  };
  const total = machine.most.length;
  const board = (
    <Node>
      {bar(scores, all1, -210, 'what moves the scores', `not explained: ${percent(1 - told)}`)}
      {bar(
        neurons,
        all2,
        90,
        `its ${groupDigits(total)} neurons`,
        `follow no single clock: ${groupDigits(machine.others.length)}`,
      )}
    </Node>
  ) as Node;
  view.add(board);
  yield* waitUntil('remains');
  yield* all(
    caption.say(`How much is explained? Of what moves the scores, ${percent(told)}.`),
    delay(0.4, all1(1, 2, ease.move)),
  );
  yield* waitFor(1.2);
  yield* all(caption.say(ofNeurons(machine)), delay(0.3, all2(1, 2, ease.move)));
  yield* waitFor(1.6);
  yield* waitUntil('grey');
  yield* all(caption.say('The grey parts this film has not explained.'), grey(1, tempo.slow, ease.move));
  yield* waitFor(1.4);
  yield* waitUntil('limits');
  yield* caption.say('And this is a small network with one task. In large models, most is still grey.');
  yield* waitFor(2.6);
  yield* all(caption.say(''), board.opacity(0, tempo.normal, ease.move));
  board.remove();
}

/** How many neurons keep to a clock, and how many do not. */
function ofNeurons({ most, others, keys }: Machine): string {
  const owned = most.length - others.length;
  return others.length === 0
    ? `All ${most.length} neurons follow ${keys.length === 1 ? 'the clock' : 'one clock each'}.`
    : `Of the neurons, ${owned} follow ${keys.length === 1 ? 'the clock' : 'one clock each'}; ${others.length} do not.`;
}
