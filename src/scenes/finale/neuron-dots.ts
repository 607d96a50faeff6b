import { onDial, type Point } from '../../nodes/clock-geometry';
import type { SwarmDot } from '../../nodes/dot-swarm';
import type { NetworkLayout } from '../../nodes/network/layout';
import { frequencyColor, palette } from '../../theme/palette';
import { columns, type MachineLayout } from './layout';
import type { Machine } from './working';

/** Multiples of the golden ratio spread evenly over the unit, however many they are. */
const GOLDEN = 0.6180339887;

/** In parts of a ring's radius: where its dots stand, and how large the weakest and the strongest are. */
const RING = { inner: 0.62, outer: 0.94, weakest: 0.024, strongest: 0.1 } as const;

/** Every neuron from its place in the network's column to its place in a ring, or among the others. */
export function neuronDots(machine: Machine, layout: MachineLayout, { hidden }: NetworkLayout): SwarmDot[] {
  const { radius } = layout;
  const goals = new Map<number, Omit<SwarmDot, 'from'>>();
  machine.keys.forEach(({ neurons, places, rank }, row) => {
    neurons.neurons.forEach((neuron, n) => {
      const { angle, strength } = places[n] ?? { angle: 0, strength: 0 };
      // Neighbours stand at different distances, so that each is seen; the distance means nothing.
      const apart = RING.inner + (RING.outer - RING.inner) * ((n * GOLDEN) % 1);
      const [x, y] = onDial(angle, radius * apart);
      goals.set(neuron, {
        to: [columns.rings + x, (layout.rows[row] ?? 0) + y],
        color: frequencyColor(rank),
        // The area of a dot is as large as its neuron is strong.
        size: radius * (RING.weakest + (RING.strongest - RING.weakest) * Math.sqrt(strength)),
      });
    });
  });
  const grid = block(machine.others.length, 2.1 * radius, 1.5 * radius);
  machine.others.forEach((neuron, n) => {
    const [x, y] = grid[n] ?? [0, 0];
    goals.set(neuron, {
      to: [columns.rings + x, layout.rest + y],
      color: palette.muted,
      size: 0.05 * radius,
    });
  });
  const total = machine.most.length;
  const height = hidden.most * hidden.pitch;
  return Array.from({ length: total }, (_, i) => {
    const across = (((i * 7) % 5) - 2) * 6;
    const from: Point = [hidden.x + across, hidden.y + ((i + 0.5) / total - 0.5) * height];
    return { from, ...(goals.get(i) ?? { to: from, color: palette.muted, size: 0 }) };
  });
}

/** So many places line by line around (0, 0), in a block of a width and a height at most. */
export function block(count: number, width: number, height: number): Point[] {
  const perLine = Math.max(1, Math.ceil(Math.sqrt((count * width) / height)));
  const lines = Math.max(1, Math.ceil(count / perLine));
  const pitch = Math.min(9, width / perLine, height / lines);
  return Array.from({ length: count }, (_, n) => [
    ((n % perLine) - (perLine - 1) / 2) * pitch,
    (Math.floor(n / perLine) - (lines - 1) / 2) * pitch,
  ]);
}
