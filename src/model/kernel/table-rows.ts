import { SHARDS } from './layout';
import type { Machine } from './machine';
import { from, range, type Task } from './tasks';

/** Table rows whose examples one task collects. */
const ROWS_PER_TASK = 4;

/** Where the lists of the examples of each x and of each y begin: [size + 1] offsets into `byX` and `byY`. */
export interface ExampleLists {
  readonly xStarts: Int32Array;
  readonly yStarts: Int32Array;
}

/** Examples [first, last) of the training, in the order of their x. */
interface Span {
  readonly first: number;
  readonly last: number;
}

/** The examples of one x. */
export function examplesOfX({ xStarts }: ExampleLists, x: number): Span {
  const first = xStarts[x] ?? 0;
  return { first, last: xStarts[x + 1] ?? first };
}

/** The shard that holds all examples of an x; undefined where they lie in several. */
export function shardOfX({ layout }: Machine, lists: ExampleLists, x: number): number | undefined {
  const { first, last } = examplesOfX(lists, x);
  const shard = Math.min(SHARDS - 1, Math.floor(first / layout.shardRows));
  return last <= (shard + 1) * layout.shardRows ? shard : undefined;
}

/** dTable[h, x] and the gradient of the attention on x, over the examples of an x. */
export function collectX(machine: Machine, lists: ExampleLists, x: number): void {
  const { first, last } = examplesOfX(lists, x);
  collect(machine, x, 0, machine.layout.at.byX + first * 4, last - first);
}

function collectY(machine: Machine, { yStarts }: ExampleLists, y: number): void {
  const { layout } = machine;
  const first = yStarts[y] ?? 0;
  const count = (yStarts[y + 1] ?? first) - first;
  const plane = layout.exampleRows * layout.sides.headsRow;
  collect(machine, layout.sides.size + y, plane, layout.at.byY + first * 4, count);
}

/** dTable[h, row] and the gradient of the attention weights, over the listed examples, which read that row. */
function collect(machine: Machine, row: number, plane: number, list: number, count: number): void {
  const { kernel, layout, plan, matrix } = machine;
  const { at, sides: s } = layout;
  const tableHead = s.tableRows * s.compositeRow;
  for (let head = 0; head < plan.architecture.heads; head += 4) {
    const group = { row: head * s.tableRows + row };
    const table = from(matrix('table'), group).at;
    const dTable = from(matrix('dTable'), group).at;
    const [mixed, dMixed] = [at.mixed + plane + head * 4, at.dMixed + plane + head * 4];
    const rows = [at.rows, s.compositeRow] as const;
    // The dot products first: they read whole rows, and leave them in the cache for the sums.
    kernel.attentionGradient(dMixed, s.headsRow, ...rows, table, tableHead, list, count, s.composite);
    kernel.gatherBackward(dTable, tableHead, ...rows, mixed, s.headsRow, list, count, s.composite);
  }
}

/** Collects what the shards have not: all y, and those x whose examples lie in several shards. */
export function collectTasks(machine: Machine, lists: ExampleLists): Task[] {
  const { size } = machine.layout.sides;
  const split = range(size).filter((x) => shardOfX(machine, lists, x) === undefined);
  const tasks: Task[] = split.map((x) => () => collectX(machine, lists, x));
  for (let first = 0; first < size; first += ROWS_PER_TASK) {
    const last = Math.min(first + ROWS_PER_TASK, size);
    tasks.push(() => {
      for (let y = first; y < last; y++) collectY(machine, lists, y);
    });
  }
  return tasks;
}
