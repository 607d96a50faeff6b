import { useCurrentFrame, useVideoConfig } from 'remotion';

/** How far the clip has come, from 0 to 1. */
export function useTurn(): number {
  return useCurrentFrame() / useVideoConfig().durationInFrames;
}
