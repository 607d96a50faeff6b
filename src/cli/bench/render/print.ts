import type { CommandContext } from '../../command';
import type { CommandTime } from './commands';
import type { SceneComparison } from './compare';
import { wholeCpu } from './cpu-costs';
import type { Figure } from './figures';
import { cut, type Goal, goalsOf, isReached } from './goals';
import type { LoopRate } from './loops';
import { textTable } from './table';

/** Where results go: JSON objects, or tables for people; what failed is told besides. */
export interface Printer extends Pick<CommandContext, 'say'> {
  readonly json: CommandContext['json'] | undefined;
}

/** Prints what was measured of a scene. */
export function printComparison(comparison: SceneComparison, { json, say }: Printer): void {
  const { scene, loops, commands } = comparison;
  if (json) {
    for (const rate of loops) json({ table: 'loop', scene, ...rate });
    for (const time of commands) json({ table: 'command', scene, clip: comparison.seconds, ...time });
    for (const goal of goalsOf(loops, commands))
      json({ table: 'goal', scene, ...goal, reached: isReached(goal) });
    return;
  }
  if (loops.some(({ framesPerSecond }) => framesPerSecond !== undefined)) print(loopTable(comparison));
  if (commands.some(({ seconds }) => seconds !== undefined)) print(commandTable(comparison));
  for (const { name, failure } of [...loops, ...commands])
    if (failure !== undefined) say(`${scene}: ${name}: ${failure}`);
}

/** Prints the goals of all scenes, if anything was measured for them. */
export function printGoals(comparisons: readonly SceneComparison[]): void {
  const lines = goalTable(comparisons);
  if (lines.length > 1) print(lines);
}

/** The rates of the loops; what was not reached is left out. */
export function loopTable({ scene, loops }: Pick<SceneComparison, 'scene' | 'loops'>): string[] {
  const rows = loops
    .filter(({ framesPerSecond }) => framesPerSecond !== undefined)
    .map(({ name, framesPerSecond, ofDrawing, cpu, drawn }: LoopRate) => [
      name,
      part(framesPerSecond, 'median', 1),
      part(framesPerSecond, 'least', 1),
      part(ofDrawing, 'median', 2),
      part(ofDrawing, 'least', 2),
      cpu === undefined ? '–' : (1000 * wholeCpu(cpu)).toFixed(1),
      drawn === undefined ? '–' : String(drawn),
    ]);
  return textTable([
    [`${scene}: the loop`, 'frames/s', 'least', '× drawing', 'least', 'CPU ms', 'drawn'],
    ...rows,
  ]);
}

/** The whole commands, and what was remarkable about their films. */
export function commandTable({
  scene,
  seconds: length,
  commands,
}: Pick<SceneComparison, 'scene' | 'seconds' | 'commands'>): string[] {
  const rows = commands
    .filter(({ seconds }) => seconds !== undefined)
    .map(({ name, seconds, cpu, film }: CommandTime) => [
      name,
      part(seconds, 'median', 1),
      part(seconds, 'least', 1),
      cpu === undefined ? '–' : cpu.toFixed(1),
      film === undefined ? '–' : String(film.frames),
      film === undefined ? '–' : film.megabitsPerSecond.toFixed(1),
      film === undefined ? '–' : (film.bytes / 1e6).toFixed(1),
      film === undefined ? '–' : film.ssim.mean.toFixed(4),
      film === undefined ? '–' : film.ssim.least.toFixed(4),
    ]);
  const head = ['seconds', 'least', 'CPU s', 'frames', 'Mbit/s', 'MB', 'SSIM', 'least'];
  return [
    ...textTable([[`${scene}: ${length} s, the whole command`, ...head], ...rows]),
    ...commands
      .filter(({ film }) => film !== undefined && film.notes.length > 0)
      .map(({ name, film }) => `  ${name}: ${film?.notes.join(', ')}`),
  ];
}

/** Each goal with what was found on each scene; goals for which nothing was measured are left out. */
export function goalTable(comparisons: readonly SceneComparison[]): string[] {
  const columns = comparisons.map(({ loops, commands }) => goalsOf(loops, commands));
  const rows = (columns[0] ?? []).flatMap(({ name, wanted }, i) => {
    const found = columns.map((goals) => goals[i]);
    if (found.every((goal) => goal?.found === undefined)) return [];
    return [[name, `≥ ${wanted}`, ...found.map(goalText)]];
  });
  return textTable([['goals', '', ...comparisons.map(({ scene }) => scene)], ...rows]);
}

/** `0.95 reached`, `0.87 missed`. */
function goalText(goal: Goal | undefined): string {
  if (goal?.found === undefined) return '–';
  return `${cut(goal.found, goal.wanted)} ${isReached(goal) ? 'reached' : 'missed'}`;
}

const part = (figure: Figure | undefined, which: keyof Figure, digits: number) =>
  figure === undefined ? '–' : figure[which].toFixed(digits);

function print(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n\n`);
}
