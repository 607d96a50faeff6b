import { markdownTable } from '../../experiments/marked-block';
import { PARTS } from '../processes-node';
import { type Bound, boundOf, mostPerSecond, type Reason, reasonOf } from './bounds';
import { wholeCpu } from './cpu-costs';
import type { RenderResult } from './results';

type Scene = { readonly scene: string; readonly result: RenderResult };

const EXPLAINED = [
  'Milliseconds of processor time that each frame takes: of the pages (drawing, conversion, and the browser’s encoder,',
  'which works in them), of the browser’s other processes, of Node and of ffmpeg; and of that thread of a page which does',
  'most. "At most" is the rate at which all cores would be at work all the time: more is out of reach with this work.',
].join('\n');

const COUNTED = [
  'A goal leaves the cores so much processor time, for a frame of a loop or for a whole film, and the work takes so much.',
  'If that is more, only less work helps. If not, one page may be bound by its thread that draws, of which there is one; or',
  'something waits, and the cores have nothing to do meanwhile.',
].join('\n');

/** What the loops take of the machine, and what stands before each goal; nothing where none of it was measured. */
export function boundParts(measured: readonly Scene[]): string[] {
  const told = measured.filter(({ result }) => result.loops.some(({ cpu }) => cpu !== null));
  const untold = measured.filter((scene) => !told.includes(scene)).map(({ scene }) => scene);
  const without = untold.length > 0 ? [`No processor time was measured of ${untold.join(', ')}.`] : [];
  if (told.length === 0) return without;
  const goals = told.flatMap(goalRows);
  const head = ['', 'needs', 'has', 'needs : has', 'what bounds it'];
  return [
    '### What bounds it',
    ...told.map(loopTable),
    EXPLAINED,
    ...(goals.length > 0 ? [markdownTable([head, ...goals]), COUNTED] : []),
    ...without,
  ];
}

function loopTable({ scene, result: { loops, made } }: Scene): string {
  const rows = loops.flatMap(({ name, cpu, framesPerSecond }) => {
    if (cpu === null) return [];
    const most = mostPerSecond(cpu, made.cores);
    const times = [...PARTS.map((part) => cpu[part]), wholeCpu(cpu), cpu.thread];
    const reached = framesPerSecond.median / most;
    return [[name, ...times.map(milliseconds), most.toFixed(1), percent(reached)]];
  });
  return markdownTable([[scene, ...PARTS, 'all', 'one thread', 'at most', 'reached'], ...rows]);
}

/** The goals of one scene that were missed. */
function goalRows({ scene, result }: Scene): string[][] {
  return result.goals.flatMap((goal) => {
    const bound = boundOf(goal, result);
    if (bound === undefined || goal.found === null || goal.found >= goal.wanted) return [];
    const loop = result.loops.some(({ name }) => name === goal.by);
    const time = (seconds: number) => (loop ? `${milliseconds(seconds)} ms` : `${seconds.toFixed(1)} s`);
    const { room, work } = bound;
    const name = `${scene}, ${goal.name} ≥ ${goal.wanted}`;
    return [[name, time(work), time(room), (work / room).toFixed(2), reasonText(reasonOf(bound), bound)]];
  });
}

function reasonText(reason: Reason, { thread }: Bound): string {
  if (reason.by === 'work') return `work: ${percent(reason.times - 1)} more than all cores can do`;
  if (reason.by === 'waiting') return `waiting: cores are idle ${percent(reason.idle)} of the time`;
  const { work = 0, room = 0 } = thread ?? {};
  return `one thread: ${milliseconds(work)} ms where there are ${milliseconds(room)}`;
}

const milliseconds = (seconds: number) => (1000 * seconds).toFixed(1);

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
