import { all, delay, linear, type ThreadGenerator, waitFor, waitUntil } from '@motion-canvas/core';
import type { Bundle, Part } from '../../nodes/network/parts';
import { ease, tempo } from '../../theme';
import type { Cast } from './cast';
import { columns } from './layout';
import { clocksOf, neuronsOf, peakOf, pullOf, ringOf } from './sentences';

/** What is left of the network while its parts are opened one by one. */
const WAITING = 0.14;

/** Turn: the embedding opens, and its numbers are hands on clocks. */
export function* turn({ data, caption, diagram, machine, headings, verbs }: Cast): ThreadGenerator {
  const { tokens, dials } = machine;
  yield* waitUntil('turn');
  yield* all(
    caption.say(clocksOf(data.machine.keys.length)),
    headings.opacity(0, tempo.normal, ease.move),
    fade(diagram, ['tokens', 'lookup', 'residual'], 0, 1.2),
    fade(diagram, AFTER_EMBEDDING, WAITING, 1.2),
    delay(0.3, tokens.aside(1, tempo.slow, ease.move)),
    delay(0.4, dials.opened(1, 2.4, ease.move)),
    delay(1, verbs.turn.opacity(1, tempo.normal, ease.enter)),
    delay(1.4, dials.wires.drawn(1, 1.2, ease.move)),
  );
  yield* all(dials.turned.x(1, 1.6, ease.move), delay(0.5, dials.turned.y(1, 1.6, ease.move)));
  yield* waitFor(1.2);
}

/** Add: the neurons sort themselves into rings, and their votes together are the hand of the sum. */
export function* add(cast: Cast): ThreadGenerator {
  const { data, caption, diagram, machine, verbs, asked, ground } = cast;
  const { rings, tokens, dials, light, layout } = machine;
  const { input } = rings.wires;
  yield* waitUntil('add');
  yield* all(
    caption.say('Attention brings what both hands say to one place: to the neurons.'),
    fade(diagram, ['values', 'patterns', 'mixed', 'stream', 'middle'], 0, 1.2),
    ...input.map((wire) => delay(0.4, wire.drawn(1, 1.4, ease.move))),
    delay(0.8, verbs.add.opacity(1, tempo.normal, ease.enter)),
    fade(diagram, ['hidden', 'input', 'output', 'last', 'bypass'], 0, 1.6),
    rings.swarm.opacity(1, 1.6, ease.enter),
  );
  yield* waitUntil('rings');
  yield* all(
    caption.say(neuronsOf(data.machine)),
    ...input.map((wire) => wire.pulse(1, 1.6, linear)),
    delay(0.3, rings.swarm.moved(1, 3.6, ease.glide)),
    delay(2.3, rings.rims(1, tempo.slow, ease.enter)),
    delay(2.8, rings.names(1, tempo.normal, ease.enter)),
    delay(2.8, rings.othersNamed(1, tempo.normal, ease.enter)),
  );
  for (const wire of input) wire.pulse(0);
  yield* waitFor(0.7);

  yield* waitUntil('near');
  const row = busiest(cast);
  yield* all(
    caption.say(ringOf(data.machine, row)),
    ground.opacity(1, tempo.normal, ease.move),
    rings.names(0, tempo.normal, ease.move),
    ...Object.values(verbs).map((verb) => verb.opacity(0, tempo.normal, ease.move)),
    tokens.shown(0, tempo.normal, ease.move),
    dials.wires.opacity(0, tempo.normal, ease.move),
    ...light.map((one, n) => one(n === row ? 1 : 0, 1.2, ease.move)),
    rings.othersNamed(0, tempo.normal, ease.move),
    machine.look(nearPlace(layout.rows[row] ?? 0), nearZoom(layout.radius), 2.2),
    fade(diagram, ['logits', 'unembed'], 0, 1.2),
    delay(1.4, asked.opacity(1, tempo.normal, ease.enter)),
  );
  yield* waitFor(0.6);
  yield* caption.say('Each stands in the direction in which it votes, and glows while it is active.');
  yield* waitFor(1.7);
  yield* all(caption.say(pullOf(machine.now(), row)), rings.pull(1, 1.4, ease.move));
  yield* waitFor(1.8);
  yield* waitUntil('ticks');
  yield* caption.say('The next y: the hand moves on, the glow moves on, the sum moves on.');
  for (const pair of data.ticking.slice(0, NEAR_TICKS)) {
    yield* machine.go(pair, 1.1);
    yield* waitFor(0.35);
  }
  yield* all(
    caption.say(''),
    asked.opacity(0, tempo.normal, ease.move),
    machine.look([0, -40], 1, 2.2),
    ...light.map((one) => delay(0.8, one(1, 1.2, ease.move))),
    delay(1, tokens.shown(1, tempo.normal, ease.enter)),
    delay(1, dials.wires.opacity(1, tempo.normal, ease.enter)),
    delay(1.2, rings.names(1, tempo.normal, ease.enter)),
    delay(1.2, rings.othersNamed(1, tempo.normal, ease.enter)),
    delay(1.2, ground.opacity(0, tempo.normal, ease.move)),
    delay(1.2, all(verbs.turn.opacity(1, tempo.normal), verbs.add.opacity(1, tempo.normal))),
  );
}

/** So many of the ticking pairs are shown from near. */
export const NEAR_TICKS = 3;

/** Vote: every clock's vote for every answer, everything else, and their sum. */
export function* vote({ caption, machine, verbs }: Cast): ThreadGenerator {
  const { rings, votes, now } = machine;
  yield* waitUntil('vote');
  yield* all(
    caption.say('Each clock votes: most for the answers that its hand points to.'),
    ...rings.wires.output.map((wire) => wire.drawn(1, tempo.slow, ease.move)),
    verbs.vote.opacity(1, tempo.normal, ease.enter),
    votes.axis(1, tempo.normal, ease.enter),
    delay(0.6, votes.drawn(now().logits.length - 1, 2.2, ease.glide)),
  );
  yield* waitFor(0.6);
  yield* all(
    caption.say(peakOf(now())),
    rings.wires.rest.drawn(1, tempo.slow, ease.move),
    votes.restDrawn(now().logits.length - 1, 1.4, ease.glide),
    delay(0.6, votes.sumDrawn(now().logits.length - 1, 2, ease.glide)),
    delay(2.2, votes.mark(1, tempo.normal, ease.enter)),
  );
  yield* waitFor(1.4);
}

const AFTER_EMBEDDING = [
  'values',
  'patterns',
  'mixed',
  'stream',
  'middle',
  'input',
  'hidden',
  'output',
  'last',
  'bypass',
  'unembed',
  'logits',
] as const;

/** Moves the brightness of some parts of the diagram. */
function fade(
  { light }: Cast['diagram'],
  parts: readonly (Part | Bundle)[],
  to: number,
  seconds: number,
): ThreadGenerator {
  return all(...parts.map((part) => light[part](to, seconds, ease.move)));
}

/** The row with the most neurons. */
function busiest({ data: { machine } }: Cast): number {
  const counts = machine.keys.map(({ neurons }) => neurons.neurons.length);
  return counts.indexOf(Math.max(...counts));
}

/** Where the camera looks, and how near, so that a clock and its ring fill the frame. */
const nearPlace = (y: number): [number, number] => [(columns.dials + columns.rings) / 2, y + 6];
const nearZoom = (radius: number) =>
  Math.min(250 / radius, 1560 / (columns.rings - columns.dials + 2 * radius));
