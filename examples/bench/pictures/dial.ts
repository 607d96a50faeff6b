/** What the scene of text and curves shows, as plain numbers: each renderer draws it with its own means. */

export const COLOURS = {
  background: '#101418',
  dot: '#5b8e7d',
  strong: '#f2c14e',
  hand: '#f78154',
  curve: '#4da1f2',
  text: '#ffffff',
} as const;

/** Dots on the dial, and how large. */
export const DOTS = 113;
export const RADIUS = 430;
/** Centre of the dial, from the centre of the picture. */
export const CENTRE: [number, number] = [-440, 0];

/** Place of a dot (or of its label, farther out), from the centre of the picture, y downwards. */
export function onDial(turn: number, radius: number): [number, number] {
  const angle = 2 * Math.PI * turn;
  return [CENTRE[0] + radius * Math.sin(angle), CENTRE[1] - radius * Math.cos(angle)];
}

const POINTS = 2000;

/** A curve of 2000 points that moves on with the turn. */
export function curve(turn: number): [number, number][] {
  return Array.from({ length: POINTS }, (_, i) => {
    const x = i / (POINTS - 1);
    const y = Math.sin(2 * Math.PI * (3 * x + turn)) + 0.4 * Math.cos(2 * Math.PI * (17 * x - 2 * turn));
    return [80 + 840 * x, 190 * y];
  });
}
