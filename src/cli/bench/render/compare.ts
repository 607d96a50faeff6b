import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findFfmpeg } from '../../../render';
import { type CommandTime, measureCommands } from './commands';
import type { BenchScene } from './contestant';
import { type LoopRate, type LoopWork, measureLoops } from './loops';
import { BENCH_PROJECT, OURS, OWN_PROJECT } from './ours';
import { type Rivals, rivals } from './rivals';
import { LOOPS_A_ROUND } from './rounds';
import { type TurnLine, turnLine } from './turn-line';

/** What is filmed, and how often. */
export interface RenderBenchOptions {
  /** Scenes made for the comparison. */
  readonly scenes: readonly BenchScene[];
  /** A chapter instead of them, and the recording that it draws. */
  readonly chapter: { readonly scene: string; readonly run: string; readonly from: number } | undefined;
  /** Frames of which the rates of the loops are taken. */
  readonly frames: number;
  /** Length of the clip that whole commands film. */
  readonly seconds: number;
  /** Rounds of whole commands; the loops take more. */
  readonly rounds: number;
  /** Whether other renderers film, too. */
  readonly rivals: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Who hears of what comes about. */
export interface BenchListener {
  /** What was measured of a scene, as soon as it is complete, or as far as it came. */
  readonly onScene: (comparison: SceneComparison) => void | Promise<void>;
  /** Another renderer that cannot take part, and why. */
  readonly onMissing: (name: string, reason: string) => void;
}

/** What was measured of one scene. */
export interface SceneComparison {
  readonly scene: string;
  readonly loops: readonly LoopRate[];
  /** Length of the clip of whole commands; they are not measured on a chapter, which only we can draw. */
  readonly seconds: number;
  readonly commands: readonly CommandTime[];
}

/** Everything is filmed as 1080p60. */
const PICTURE = { size: { width: 1920, height: 1080 }, fps: 60 } as const;

/**
 * Films scene after scene in every way, in turns.
 *
 * @returns What was measured, up to an abort.
 * @throws InputError if a chapter is unknown or shorter.
 */
export async function compareRenderers(
  options: RenderBenchOptions,
  { onScene, onMissing }: BenchListener,
): Promise<SceneComparison[]> {
  const { rounds, seconds, signal } = options;
  const folder = await mkdtemp(join(tmpdir(), 'bench-render-'));
  const ffmpeg = await findFfmpeg();
  const line = turnLine();
  const comparisons: SceneComparison[] = [];
  try {
    const others = options.rivals && options.chapter === undefined ? await contestants(line, signal) : NOBODY;
    for (const { name, reason } of others.missing) onMissing(name, reason);
    const who = { ours: OURS, rivals: others.contestants };
    for (const { work, scene } of worksOf(options)) {
      if (signal?.aborted) break;
      const turns = (count: number) => ({
        ...{ rounds: count, signal },
        onTurn: (name: string, round: number) =>
          line.show(`${work.scene}  ${name}  ${round === 0 ? 'warming up' : `round ${round} of ${count}`}`),
      });
      line.show(`${work.scene}  getting ready`);
      const loops = await measureLoops(work, folder, turns(LOOPS_A_ROUND * rounds));
      const clip = scene && { ...PICTURE, scene, seconds };
      const commands = clip ? await measureCommands(clip, who, ffmpeg, folder, turns(rounds)) : [];
      line.clear();
      const comparison = { scene: work.scene, loops, seconds, commands };
      comparisons.push(comparison);
      await onScene(comparison);
    }
  } finally {
    line.clear();
    await rm(folder, { recursive: true, force: true });
  }
  return comparisons;
}

const NOBODY: Rivals = { contestants: [], missing: [] };

/** Installs the other renderers, or none if somebody has had enough meanwhile. */
async function contestants(line: TurnLine, signal: AbortSignal | undefined): Promise<Rivals> {
  line.show('installing other renderers');
  try {
    return await rivals(signal);
  } catch (error) {
    if (signal?.aborted) return NOBODY;
    throw error;
  } finally {
    line.clear();
  }
}

/** The frames of each scene: of those made for the comparison, a whole short clip. */
function worksOf({ scenes, chapter, frames }: RenderBenchOptions): { work: LoopWork; scene?: BenchScene }[] {
  if (chapter !== undefined) {
    const { scene, run, from } = chapter;
    return [{ work: { ...PICTURE, project: OWN_PROJECT, scene, variables: { run }, from, frames } }];
  }
  // A little longer: adding up its times, Motion Canvas may end a frame before.
  const variables = { seconds: (frames + 2) / PICTURE.fps };
  return scenes.map((scene) => ({
    scene,
    work: { ...PICTURE, project: BENCH_PROJECT, scene, variables, from: 0, frames },
  }));
}
