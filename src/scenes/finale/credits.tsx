import { Layout, Node } from '@motion-canvas/2d';
import {
  all,
  createSignal,
  delay,
  linear,
  sequence,
  type ThreadGenerator,
  waitFor,
  waitUntil,
} from '@motion-canvas/core';
import { Digits, Label } from '../../nodes/label';
import { ease, fonts, frequencyColor, palette, sizes, tempo } from '../../theme';
import { backdrop, dial } from '../cold-open/glimpse';
import type { Cast } from './cast';
import { type Fact, inLines } from './facts';

/** Where the table stands: labels end here, values begin here; lines and groups are so far apart. */
const TABLE = { x: 330, apart: 26, line: 47, group: 24, most: -478 } as const;
/** The clock of the opening beside the table, and alone at the end. */
const CLOCK = { x: -610, radius: 250, last: 400 } as const;

/** The run's facts, line by line; and at last the clock and the surface of the opening, once more. */
export function* credits({ data, caption, view }: Cast): ThreadGenerator {
  const { facts, machine } = data;
  const place = createSignal<number>(CLOCK.x);
  const clock = dial(data, CLOCK.radius);
  const behind = backdrop(data, () => data.surface.steps[0] ?? 0);
  const table = (<Node />) as Node;
  const lines = facts.groups.flatMap((group, g) => group.map((fact) => ({ fact, g })));
  const height = (lines.length - 1) * TABLE.line + (facts.groups.length - 1) * TABLE.group;
  // The command that makes the run again stands below, where it has the whole width.
  const top = Math.max(TABLE.most, -76 - height / 2);
  const rows = lines.map(({ fact, g }, n) =>
    row(fact, top + n * TABLE.line + g * TABLE.group, facts.keys, colorOf(machine)),
  );
  const command = again(facts.command);
  table.add([...rows, command]);
  const holder = (<Node x={place}>{clock.node}</Node>) as Node;
  view.add([behind.node, holder, table]);
  behind.node.zIndex(-1);

  yield* waitUntil('credits');
  yield* all(
    caption.say('All of this was drawn from one run.'),
    clock.reach(1, tempo.slow, ease.enter),
    clock.face.shown(machine.p, 3, linear),
    clock.turns(1, 6.8, linear),
    delay(0.6, sequence(0.24, ...rows.map((one) => one.opacity(1, tempo.normal, ease.enter)))),
    delay(3, caption.say('')),
    // Not before the caption, which stands in the same place, is gone.
    delay(Math.max(3.8, 0.9 + 0.24 * rows.length), command.opacity(1, tempo.normal, ease.enter)),
  );
  yield* clock.turns(1.3, 2.8, linear);
  yield* waitUntil('last');
  yield behind.stage.azimuth(52, 14, linear);
  yield* all(
    table.opacity(0, 1.2, ease.move),
    clock.reach(0, 1.2, ease.move),
    place(0, 2.2, ease.move),
    clock.radius(CLOCK.last, 2.2, ease.move),
    clock.glow(0.6, 2.2, ease.move),
    delay(0.8, clock.spark(1, tempo.normal, ease.enter)),
    delay(0.8, behind.sheet.opacity(0.4, 3, ease.move)),
    clock.turns(2.4, 6, ease.glide),
  );
  yield* all(
    behind.sheet.opacity(0, 1.6, ease.move),
    clock.glow(0, 1.6, ease.move),
    delay(0.6, clock.spark(0, 1.4, ease.move)),
    clock.turns(2.5, 2, ease.enter),
  );
  yield* waitFor(0.4);
}

/** The colour of each key frequency. */
function colorOf({ keys }: Cast['data']['machine']): (k: number) => string {
  return (k) => {
    const found = keys.find((key) => key.k === k);
    return found === undefined ? palette.text : frequencyColor(found.rank);
  };
}

/** A label that ends at the middle of the table, and its value beyond. */
function row({ label, value }: Fact, y: number, keys: readonly number[], color: (k: number) => string): Node {
  const isKeys = keys.length > 0 && value === keys.join(', ');
  return (
    <Node position={[TABLE.x, y]} opacity={0}>
      <Label text={label} fill={palette.muted} fontSize={28} offset={[1, 0]} x={-TABLE.apart} />
      {isKeys ? (
        <Layout layout gap={22} offset={[-1, 0]} x={TABLE.apart}>
          {keys.map((k) => (
            <Digits text={String(k)} fill={color(k)} fontSize={sizes.label} />
          ))}
        </Layout>
      ) : (
        <Label text={value} fontSize={sizes.label} offset={[-1, 0]} x={TABLE.apart} />
      )}
    </Node>
  ) as Node;
}

/** What makes the run again, on its own line across the frame; a long command is told in lines of its words. */
function again(command: string): Node {
  const lines = inLines(command, LONGEST);
  return (
    <Node y={478} opacity={0}>
      {lines.map((text, n) => (
        <Digits
          text={n === 0 ? `$ ${text}` : text}
          fontFamily={fonts.mono}
          fontSize={sizes.small}
          fill={palette.muted}
          y={(n - (lines.length - 1) / 2) * 36}
        />
      ))}
    </Node>
  ) as Node;
}

/** So many letters of the smallest type fit across the frame. */
const LONGEST = 108;
