import { markdownTable } from '../../experiments/marked-block';
import { boundParts } from './bounds-table';
import { BENCH_SCENES, type BenchScene } from './contestant';
import { cut } from './goals';
import type { RenderResult } from './results';

/** The scenes with what was measured of each; undefined where nothing was yet. */
export type RenderPage = readonly {
  readonly scene: BenchScene;
  readonly result: RenderResult | undefined;
}[];

type Measured = readonly { readonly scene: BenchScene; readonly result: RenderResult }[];

/** What the page says: the goals, the rates of the loops, and the whole commands with their films. */
export function renderPage(scenes: RenderPage): string {
  const measured: Measured = scenes.flatMap(({ scene, result }) => (result ? [{ scene, result }] : []));
  const parts: string[] = [];
  if (measured.length > 0) {
    parts.push(
      goalTable(measured),
      'A number in **bold** misses its goal.',
      '### The loop',
      loopTable(measured),
      'Frames a second, the median of the rounds, and how many times the rate of drawing alone with one page in the same rounds.',
      ...drawnLines(measured),
      '### The whole command',
      ...measured.flatMap((scene) => commandParts(scene)),
      'Before + after: seconds until the first frame is there, and from the last one on, where a command tells. CPU s: processor time of all its processes.',
      ...boundParts(measured),
      madeLines(measured),
    );
  }
  const missing = scenes.filter(({ result }) => result === undefined).map(({ scene }) => scene);
  if (missing.length > 0) parts.push(`Not measured yet: ${missing.join(', ')}.`);
  return parts.join('\n\n');
}

function goalTable(measured: Measured): string {
  const names = distinct(measured.flatMap(({ result }) => result.goals.map(({ name }) => name)));
  const rows = names.map((name) => {
    const goals = measured.map(({ result }) => result.goals.find((goal) => goal.name === name));
    const wanted = goals.find((goal) => goal !== undefined)?.wanted;
    const cells = goals.map((goal) => {
      if (goal === undefined || goal.found === null) return '–';
      const shown = cut(goal.found, goal.wanted);
      return goal.found >= goal.wanted ? shown : `**${shown}**`;
    });
    return [name, `≥ ${wanted}`, ...cells];
  });
  return markdownTable([['', 'wanted', ...heads(measured)], ...rows]);
}

function loopTable(measured: Measured): string {
  const names = distinct(measured.flatMap(({ result }) => result.loops.map(({ name }) => name)));
  const rows = names.map((name) => [
    name,
    ...measured.map(({ result }) => {
      const rate = result.loops.find((loop) => loop.name === name);
      if (rate === undefined) return '–';
      const share = rate.ofDrawing === null ? '' : ` (${rate.ofDrawing.median.toFixed(2)})`;
      return `${rate.framesPerSecond.median.toFixed(1)}${share}`;
    }),
  ]);
  return markdownTable([['', ...heads(measured)], ...rows]);
}

/** Where fewer frames were drawn than there are. */
function drawnLines(measured: Measured): string[] {
  return measured.flatMap(({ scene, result }) => {
    const counts = result.loops.flatMap(({ drawn }) => drawn ?? []);
    const [least, most] = [Math.min(...counts), Math.max(...counts)];
    return least < most
      ? [`Of the ${most} frames of ${scene}, ${least} were drawn: nothing changes in the others.`]
      : [];
  });
}

function commandParts({ scene, result }: Measured[number]): string[] {
  const rows = result.commands.map(({ name, seconds, cpu, ends, film }) => [
    name,
    `${seconds.median.toFixed(1)} (${seconds.least.toFixed(1)})`,
    ends === null ? '–' : `${ends.before.median.toFixed(1)} + ${ends.after.median.toFixed(1)}`,
    cpu === null ? '–' : cpu.toFixed(1),
    ...(film
      ? [
          String(film.frames),
          film.megabitsPerSecond.toFixed(1),
          (film.bytes / 1e6).toFixed(1),
          `${film.ssim.mean.toFixed(4)} (${film.ssim.least.toFixed(4)})`,
          film.notes.join(', '),
        ]
      : ['–', '–', '–', '–', '']),
  ]);
  if (rows.length === 0) return [];
  const head = [
    'seconds (least)',
    'before + after',
    'CPU s',
    'frames',
    'Mbit/s',
    'MB',
    'SSIM (least frame)',
    'the film',
  ];
  return [markdownTable([[`${scene}, ${result.seconds} s`, ...head], ...rows])];
}

/** With what it was measured: a line for each way in which scenes differ. */
function madeLines(measured: Measured): string {
  const lines = measured.map(({ scene, result: { made, rounds, loopRounds = rounds } }) => {
    const { clockwork, node, browser, ffmpeg, cores } = made;
    const tools = [`Clockwork ${clockwork}`, `Node ${node}`, browser, `ffmpeg ${ffmpeg ?? 'missing'}`];
    return {
      scene,
      text: `${tools.join(', ')}, on ${cores} cores, in ${rounds} round${rounds === 1 ? '' : 's'} of commands and ${loopRounds} of loops`,
    };
  });
  const texts = distinct(lines.map(({ text }) => text));
  return texts
    .map((text) => {
      const scenes = lines.filter((line) => line.text === text).map(({ scene }) => scene);
      return `${scenes.join(', ')}: ${text}.`;
    })
    .join('\n');
}

const heads = (measured: Measured) => measured.map(({ scene }) => scene);

const distinct = (values: readonly string[]) => [...new Set(values)];

/** All scenes of the comparison, with what `read` knows of each. */
export async function readScenes(
  read: (scene: BenchScene) => Promise<RenderResult | undefined>,
): Promise<RenderPage> {
  return Promise.all(BENCH_SCENES.map(async (scene) => ({ scene, result: await read(scene) })));
}
