import { fileURLToPath } from 'node:url';
import type { MomentRange } from '../../../render';
import { BENCH_SCENES } from '../render/contestant';

/** Two seconds of a scene, on which codecs are compared. */
export interface Clip {
  readonly name: string;
  /** The project file. */
  readonly project: string;
  readonly scene: string;
  readonly range: MomentRange;
  readonly variables: Readonly<Record<string, unknown>>;
}

const path = (file: string) => fileURLToPath(new URL(`../../../../${file}`, import.meta.url));

/** Seconds of each clip. */
export const CLIP_SECONDS = 2;

/** Seconds of the scenes of `examples/bench`. */
const BENCH_SECONDS = 10;

/** Of each of our chapters here, the second at which those two begin for which x264 needs most bits. */
const BUSIEST = { 'cold-open': 7, surfaces: 42 } as const;

const stretch = (from: number): MomentRange => ({
  from: { unit: 'seconds', value: from },
  to: { unit: 'seconds', value: from + CLIP_SECONDS },
});

/** What codecs are compared on: the scenes of the comparison of renderers, and the busiest of two chapters. */
export const CLIPS: readonly Clip[] = [
  ...BENCH_SCENES.map((scene) => ({
    ...{ name: scene, scene, project: path('examples/bench/project.ts') },
    variables: { seconds: BENCH_SECONDS },
    // The pause begins with movement: its clip holds both.
    range: stretch(scene === 'pause' ? 0 : BENCH_SECONDS / 2),
  })),
  ...Object.entries(BUSIEST).map(([scene, from]) => ({
    ...{ name: scene, scene, project: path('src/scenes/project.ts') },
    variables: { run: 'default' },
    range: stretch(from),
  })),
];
