import { type PlaybackStatus, Random, type Scene, type SceneMetadata } from '@motion-canvas/core';

/** What stands for a seed that nobody wrote down: those of Motion Canvas are not negative. */
const UNSEEDED = -1;

/**
 * Lets scenes whose `.meta` file holds no seed be known by their seed. Call it before a project is loaded.
 *
 * Motion Canvas draws lots for such a scene whenever a page loads it: every page of a film would show another.
 */
export function markUnseeded(): void {
  Random.createSeed = () => UNSEEDED;
}

/** Gives a scene without a seed one that follows from its name: the same in every page and every film. */
export function seedScene(meta: SceneMetadata, name: string): void {
  if (meta.seed.get() === UNSEEDED) meta.seed.set(hash(name));
}

/**
 * Lets `Math.random` give a scene the same numbers at a frame whichever frames are drawn before it, and by whom:
 * it begins anew, from a seed of the scene's name and the frame, whenever the scene moves on or is drawn.
 */
export function seedMathRandom(scene: Scene, playback: PlaybackStatus): void {
  const begin = (what: string) => {
    const random = new Random(hash(`${scene.name} ${playback.frame - scene.firstFrame} ${what}`));
    Math.random = () => random.nextFloat();
  };
  const [next, reset, render] = [scene.next.bind(scene), scene.reset.bind(scene), scene.render.bind(scene)];
  scene.next = () => {
    begin('next');
    return next();
  };
  scene.reset = (previous) => {
    begin('reset');
    return reset(previous);
  };
  scene.render = (context) => {
    begin('render');
    return render(context);
  };
}

/** FNV-1a of a text: 32 bits that change all with every letter. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const letter of new TextEncoder().encode(text)) value = Math.imul(value ^ letter, 0x01000193);
  return value >>> 0;
}
