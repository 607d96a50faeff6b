import { easeInOutCubic, easeInOutSine, easeOutCubic, type TimingFunction } from '@motion-canvas/core';

/** How things move. Durations are in seconds. */
export const ease = {
  /** From rest to rest: things that change place or form. */
  move: easeInOutCubic,
  /** Things that appear. */
  enter: easeOutCubic,
  /** Long, steady motion: cameras, sweeps. */
  glide: easeInOutSine,
} as const satisfies Record<string, TimingFunction>;

/** The film's tempo. */
export const tempo = { quick: 0.35, normal: 0.8, slow: 1.6 } as const;

/** Line widths in pixels of a 1920×1080 frame. */
export const strokes = { hair: 2, line: 3, curve: 5, heavy: 8 } as const;
