import { levelCurve } from '../../nodes/wire-geometry';
import { type Wire, Wires } from '../../nodes/wires';
import { frequencyColor, palette, roles } from '../../theme';
import { columns } from './layout';
import type { Motion } from './machine';
import { tokenPlace } from './machine-tokens';

/** How strong the wires of the machine are drawn. */
const STRENGTH = 0.65;

/** From the tokens of x and y to every clock. */
export function tokenWires({ layout: { rows, radius } }: Motion): Wires {
  const wires = ([0, 1] as const).flatMap((token) => {
    const { x, y, half } = tokenPlace(rows, token);
    return rows.map((row) => ({
      path: levelCurve([x + half + 6, y], [columns.dials - 1.2 * radius - 8, row + (token === 0 ? -7 : 7)]),
      color: token === 0 ? roles.x : roles.y,
      strength: STRENGTH,
    }));
  });
  return new Wires({ wires, drawn: 0 });
}

/** From each clock to its ring: what x says and what y says, side by side, and one at the end. */
export function inputWires({ layout: { rows, radius }, light }: Motion): Wires[] {
  const [start, end] = [columns.dials + 1.2 * radius + 8, columns.rings - radius - 10];
  const [middle, near] = [(start + end) / 2, end - 0.2 * (end - start)];
  return rows.map((row, n) => {
    const side = (sign: 1 | -1): Wire => ({
      path: [[start, row + 7 * sign], ...levelCurve([middle, row + 7 * sign], [near, row])],
      color: sign < 0 ? roles.x : roles.y,
      strength: STRENGTH,
    });
    const both: Wire = {
      path: [
        [near, row],
        [end, row],
      ],
      color: roles.sum,
      strength: STRENGTH,
    };
    return new Wires({
      wires: [side(-1), side(1), both],
      drawn: 0,
      opacity: () => light[n]?.() ?? 1,
    });
  });
}

/** From each ring past its name to its vote. */
export function outputWires({ machine, layout, light }: Motion): Wires[] {
  const ring = columns.rings + layout.radius + 10;
  return layout.rows.map((row, n) => {
    const color = frequencyColor(machine.keys[n]?.rank ?? 0);
    return new Wires({
      wires: pastName(ring, row, layout.votes[n] ?? row, color),
      drawn: 0,
      opacity: () => light[n]?.() ?? 1,
    });
  });
}

/** From the other neurons to what is not in the votes. */
export function restWires({ layout }: Motion): Wires {
  const block = columns.rings + 1.1 * layout.radius + 10;
  return new Wires({ wires: pastName(block, layout.rest, layout.restVote, palette.muted), drawn: 0 });
}

/** Two pieces, with the name between them. */
function pastName(from: number, row: number, vote: number, color: string): Wire[] {
  return [
    {
      path: [
        [from, row],
        [columns.names - 10, row],
      ],
      color,
      strength: STRENGTH,
    },
    { path: levelCurve([columns.named, row], [columns.left - 12, vote]), color, strength: STRENGTH },
  ];
}
