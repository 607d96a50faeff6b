import { easeInOutSine, type SimpleSignal, type ThreadGenerator, tween } from '@motion-canvas/core';
import { drawnPlace } from './reel';

/** Plays the recorded steps from where a place is to another. The signal changes only when another picture is due. */
export function* play(place: SimpleSignal<number>, to: number, seconds: number): ThreadGenerator {
  const from = place();
  yield* tween(seconds, (t) => place(drawnPlace(easeInOutSine(t, from, to))));
  place(to);
}
