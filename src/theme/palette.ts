/**
 * Every colour of the film. Ink, calm and dark, with one hue for each role; a role keeps its colour
 * from the first frame to the last. All text colours reach a contrast of 4.5 : 1 on the background.
 */
export const palette = {
  /** The page. */
  background: '#10141c',
  /** A panel that lies on the page. */
  panel: '#171d29',
  /** Lines that should be felt rather than read: grids, unlit cells. */
  grid: '#2b3446',
  /** Axes, frames, ticks. */
  line: '#5d6980',
  /** Secondary text. */
  muted: '#9aa6bc',
  /** Text. */
  text: '#eceff5',
  /** The one thing to look at. */
  accent: '#ffe9b8',
} as const;

/** What a colour stands for, in every chapter. */
export const roles = {
  /** The first summand and everything that depends on it alone. */
  x: '#ff8f6b',
  /** The second summand. */
  y: '#62b5ff',
  /** What depends on x + y: the answer. */
  sum: '#6fdca6',
  /** What depends on x − y. */
  difference: '#d97bd6',
  /** A cosine. */
  cos: '#f4bb4a',
  /** A sine. */
  sin: '#b09cff',
  /** The pairs that the network is trained on. */
  train: '#8fb4d9',
  /** The pairs that it never sees. */
  test: '#f2719f',
  /** The loss with the key frequencies taken out of the logits. */
  excluded: '#ff6257',
  /** The loss with nothing but the key frequencies left in the logits. */
  restricted: '#4fd0c8',
} as const;

export type Role = keyof typeof roles;

/** One colour for each key frequency, strongest first; a run with more than these begins again. */
const frequencyHues = [
  '#f4bb4a',
  '#5fc9f0',
  '#ff8f6b',
  '#9be07a',
  '#c493ff',
  '#f58fb8',
  '#58d6b4',
  '#d8c27a',
] as const;

/** The colour of the n-th key frequency. */
export function frequencyColor(n: number): string {
  return frequencyHues[n % frequencyHues.length] ?? frequencyHues[0];
}
