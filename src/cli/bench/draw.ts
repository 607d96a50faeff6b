import { InputError } from '../../errors';
import { drawCosts, openProject, type StretchCost, wholeCost } from '../../render';
import { unknownMessage } from '../nearest';

const PICTURE = { size: { width: 1920, height: 1080 }, fps: 60 };
/** Five frames of every second. */
const LOOKS = { every: 60, frames: 5 };

/** Of which scenes it is looked at what a frame costs, at 1080p60. */
export interface DrawBench {
  readonly project: string;
  /** All of the project if absent. */
  readonly scenes?: readonly string[] | undefined;
  readonly run: string;
  readonly signal: AbortSignal;
}

/** What the frames of a scene cost, in milliseconds. */
export interface SceneCost {
  readonly scene: string;
  readonly mean: Omit<StretchCost, 'seconds'>;
  readonly slowest: StretchCost;
  readonly stretches: readonly StretchCost[];
}

/**
 * Draws a few frames every so often through scenes, on one page and without an encoder.
 *
 * @throws InputError for a scene that the project does not have, or one that is too short.
 */
export async function benchDrawing(
  bench: DrawBench,
  onScene: (cost: SceneCost) => void,
): Promise<readonly SceneCost[]> {
  const { project, run, signal } = bench;
  const open = await openProject({ project, signal });
  try {
    const known = open.description.scenes;
    const costs: SceneCost[] = [];
    for (const scene of bench.scenes ?? known) {
      if (!known.includes(scene)) throw new InputError(unknownMessage('scene', scene, known));
      const play = { ...PICTURE, scenes: [scene], variables: { run } };
      const cost = summary(scene, await drawCosts(open, { ...play, ...LOOKS }));
      costs.push(cost);
      onScene(cost);
    }
    return costs;
  } finally {
    await open.close();
  }
}

/** @throws InputError if there is nothing to sum up. */
export function summary(scene: string, stretches: readonly StretchCost[]): SceneCost {
  const [first] = stretches;
  if (first === undefined) throw new InputError(`the scene "${scene}" ends before so many frames are drawn.`);
  const mean = (part: 'play' | 'draw' | 'paint') =>
    stretches.reduce((sum, stretch) => sum + stretch[part], 0) / stretches.length;
  const slowest = stretches.reduce(
    (so, stretch) => (wholeCost(stretch) > wholeCost(so) ? stretch : so),
    first,
  );
  return {
    scene,
    mean: { play: mean('play'), draw: mean('draw'), paint: mean('paint') },
    slowest,
    stretches,
  };
}

/** A line for a scene: its frames a second on average and at their slowest, and where the time goes. */
export function costLine({ scene, mean, slowest }: SceneCost): string {
  const parts = ({ play, draw, paint }: Omit<StretchCost, 'seconds'>) =>
    `play ${play.toFixed(1)} + draw ${draw.toFixed(1)} + paint ${paint.toFixed(1)} ms`;
  const rate = (cost: Omit<StretchCost, 'seconds'>) => (1000 / wholeCost(cost)).toFixed(1).padStart(6);
  return (
    `${scene.padEnd(18)}${rate(mean)} frames/s (${parts(mean)}); ` +
    `slowest${rate(slowest)} at ${slowest.seconds.toFixed(1)} s (${parts(slowest)})`
  );
}
