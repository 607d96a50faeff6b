import { Node } from '@motion-canvas/2d';
import { all, delay, type ThreadGenerator, waitFor, waitUntil } from '@motion-canvas/core';
import { Digits, Label } from '../../nodes/label';
import { groupDigits } from '../../nodes/number-format';
import { ease, palette, roles, sizes, tempo } from '../../theme';
import { peak } from '../clocks/story';
import { lossText } from '../excluded-loss/loss-text';
import type { Cast } from './cast';
import { NEAR_TICKS } from './opening';
import { rightOf, withClocksOnly, withoutClocks } from './sentences';

/** Any sum: pairs follow each other, and everything in the machine follows them. */
export function* anySum({ data, caption, machine }: Cast): ThreadGenerator {
  yield* waitUntil('any sum');
  yield* caption.say(rightOf(data));
  for (const pair of data.ticking.slice(NEAR_TICKS)) {
    yield* machine.go(pair, 0.6);
    yield* waitFor(0.25);
  }
  for (const pair of data.others) {
    yield* machine.go(pair, 1.2);
    yield* waitFor(0.6);
  }
  yield* caption.say('Turn, add, vote: this is how it adds.');
  yield* waitFor(1.6);
}

/** Where the losses stand, and how far apart. */
const PANEL = { left: -880, top: -330, pitch: 158 } as const;

/** A part is taken away, and what happens is said before it is measured. */
export function* takeAway({ data, caption, machine, verbs, view }: Cast): ThreadGenerator {
  const { losses } = data;
  const { p } = data.machine;
  const { dials, rings, tokens, votes, light } = machine;
  const head = line(
    losses.of === 'seen'
      ? `loss over the ${groupDigits(losses.sums)} sums it was trained on`
      : `loss over all ${groupDigits(losses.sums)} sums`,
    PANEL.top - 86,
  );
  const entry = (n: number, name: string, loss: number, color: string) =>
    (
      <Node position={[PANEL.left, PANEL.top + n * PANEL.pitch]} opacity={0}>
        <Digits text={lossText(loss)} fill={color} fontSize={sizes.heading} offset={[-1, 0]} />
        <Label text={name} fill={palette.muted} y={56} offset={[-1, 0]} />
      </Node>
    ) as Node;
  const full = entry(0, 'the whole network', losses.full, palette.text);
  const restricted = entry(1, 'only its clocks', losses.restricted, roles.restricted);
  const excluded = entry(2, 'all but its clocks', losses.excluded, roles.excluded);
  const blind = entry(3, `a blind guess among ${p} answers`, Math.log(p), palette.muted);
  view.add([head, full, restricted, excluded, blind]);
  const show = (node: Node) => node.opacity(1, tempo.normal, ease.enter);
  const { answer } = machine.now().passage;

  yield* waitUntil('understand');
  yield* all(
    caption.say('To understand is to say what will happen before it happens.'),
    tokens.shown(0, tempo.normal, ease.move),
    dials.node.opacity(0, tempo.normal, ease.move),
    ...[rings.rims, rings.pull].map((signal) => signal(0, tempo.normal, ease.move)),
    ...rings.wires.input.map((wire) => wire.drawn(0, tempo.normal, ease.move)),
    rings.swarm.opacity(0, tempo.normal, ease.move),
    ...Object.values(verbs).map((verb) => verb.opacity(0, tempo.normal, ease.move)),
    delay(1, show(head)),
    delay(1.2, show(full)),
  );
  yield* waitFor(1);
  yield* waitUntil('only clocks');
  yield* caption.say('Leave nothing but the clocks: it should still add.');
  const everythingElse = (to: number, seconds: number) =>
    all(
      votes.rest(to, seconds, ease.move),
      rings.othersNamed(0.15 + 0.85 * to, seconds, ease.move),
      rings.wires.rest.opacity(0.15 + 0.85 * to, seconds, ease.move),
    );
  yield* all(everythingElse(0, 2.2), delay(2, show(restricted)));
  yield* caption.say(withClocksOnly(losses));
  yield* waitFor(1.5);
  yield* waitUntil('no clocks');
  yield* all(caption.say('Take the clocks away: it should know nothing.'), everythingElse(1, 1.2));
  yield* all(
    votes.clocks(0, 2.2, ease.move),
    ...light.map((one) => one(0.15, 2.2, ease.move)),
    delay(0.6, votes.mark(0, tempo.normal, ease.move)),
    delay(2, show(excluded)),
  );
  yield* all(
    caption.say(withoutClocks(losses, p)),
    delay(0.3, show(blind)),
    votes.leads(peak(votes.scores()) === answer ? 0 : 1, tempo.normal, ease.enter),
  );
  yield* waitFor(2.2);
  const gone = (node: Node) => node.opacity(0, tempo.normal, ease.move);
  yield* all(caption.say(''), ...[head, full, restricted, excluded, blind, machine.node].map(gone));
  for (const node of [head, full, restricted, excluded, blind, machine.node]) node.remove();
}

function line(text: string, y: number): Node {
  return new Label({
    text,
    fill: palette.muted,
    fontSize: sizes.small,
    position: [PANEL.left, y],
    offset: [-1, 0],
    opacity: 0,
  });
}
