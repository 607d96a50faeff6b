import type { PlaybackStatus, Scene } from '@motion-canvas/core';
import { retireNodes, SWEEP } from './retire';

/** Minutes after which a scene is taken for one that never ends. */
const LONGEST = 60;

/** Lets a scene that would run forever fail while its length is sought, instead of hanging. */
export function endAtLast(scene: Scene, { fps }: PlaybackStatus, onBegin: () => void): void {
  const recalculate = scene.recalculate.bind(scene);
  scene.recalculate = (setFrame) => {
    onBegin();
    return recalculate((frame) => {
      if (frame - scene.firstFrame > LONGEST * 60 * fps) {
        throw new Error(`the scene has not ended after ${LONGEST} minutes: does it loop without end?`);
      }
      if (frame % SWEEP === 0) retireNodes(scene);
      setFrame(frame);
    });
  };
}
