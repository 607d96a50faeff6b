import type { CommandTime } from './commands';
import { figureOf, ratiosOf } from './figures';
import type { LoopKind, LoopRate } from './loops';

/** Something that this renderer is to reach, and whether it does. */
export interface Goal {
  readonly name: string;
  /** The least that is wanted. */
  readonly wanted: number;
  /** What was measured; undefined where one of the two that are compared is missing. */
  readonly found: number | undefined;
  /** Our loop or command of which it was measured, if it tells of its speed. */
  readonly by?: string | undefined;
}

/** Whether a goal is reached; undefined where nothing was measured. */
export const isReached = ({ found, wanted }: Goal): boolean | undefined =>
  found === undefined ? undefined : found >= wanted;

/** A figure as it is printed beside its goal: cut, not rounded, as what misses by a hair shall not look like it. */
export function cut(found: number, wanted: number): string {
  const digits = wanted > 0.99 && wanted < 1 ? 4 : 2;
  return (Math.floor(found * 10 ** digits) / 10 ** digits).toFixed(digits);
}

/** Rates of our loops, in those of drawing alone with one page. */
const LOOPS: readonly { kind: LoopKind; pages: number; wanted: number }[] = [
  { kind: 'preview', pages: 1, wanted: 0.9 },
  { kind: 'preview', pages: 2, wanted: 1.3 },
  { kind: 'high', pages: 1, wanted: 0.6 },
  { kind: 'high', pages: 2, wanted: 1 },
];

/** Whole commands: how many times as fast as the quickest of these that films. */
const COMMANDS: readonly { name: string; pattern: RegExp; wanted: number }[] = [
  { name: "Motion Canvas's ffmpeg exporter", pattern: /^Motion Canvas .*ffmpeg exporter/i, wanted: 3 },
  { name: "Revideo's quickest", pattern: /^Revideo /i, wanted: 1.5 },
  { name: 'Remotion', pattern: /^Remotion /i, wanted: 3 },
];

/** From this likeness on, nobody tells the film from the frames. */
const LOSSLESS = 0.995;

/** What was wanted of a scene and what was found. */
export function goalsOf(loops: readonly LoopRate[], commands: readonly CommandTime[]): Goal[] {
  const rates = LOOPS.map(({ kind, pages, wanted }) => {
    const rate = loops.find((loop) => loop.kind === kind && loop.pages === pages);
    const name = `${kind}, ${pages} page${pages === 1 ? '' : 's'}: × drawing alone`;
    return { name, wanted, found: rate?.ofDrawing?.median, by: rate?.name };
  });
  const whole = COMMANDS.map(({ name, pattern, wanted }) => {
    const rival = quickest(commands.filter((command) => !command.ours && pattern.test(command.name)));
    const ours = rival && quickestAsGood(commands, rival);
    const found = rival && ours && timesAsFast(ours, rival);
    return { name: `whole command: × as fast as ${name}`, wanted, found, by: ours?.name };
  });
  const high = commands.find(({ ours, name }) => ours && /high/.test(name));
  return [...rates, ...whole, { name: 'high: SSIM', wanted: LOSSLESS, found: high?.film?.ssim.mean }];
}

/** Our quickest command whose film is no less like the frames than a rival's. */
export function quickestAsGood(
  commands: readonly CommandTime[],
  rival: CommandTime,
): CommandTime | undefined {
  const likeness = rival.film?.ssim.mean;
  if (likeness === undefined) return undefined;
  return quickest(commands.filter(({ ours, film }) => ours && (film?.ssim.mean ?? 0) >= likeness));
}

const timesAsFast = (ours: CommandTime, rival: CommandTime): number | undefined =>
  figureOf(ratiosOf(rival.rounds, ours.rounds))?.median;

function quickest(commands: readonly CommandTime[]): CommandTime | undefined {
  const done = commands.filter(({ seconds }) => seconds !== undefined);
  return done.sort((a, b) => (a.seconds?.median ?? 0) - (b.seconds?.median ?? 0))[0];
}
