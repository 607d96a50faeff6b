import type { OptimizerOptions } from '../backend';
import { backwardPhases, type ExampleLists } from './backward';
import { evaluatePhase, trainPhase } from './examples';
import { foldPhases } from './fold';
import { BATCH, type Plan } from './layout';
import { bindMachine, type Machine } from './machine';
import { type Phase, range, type Task } from './tasks';
import { createControl, Member } from './team';

/** What a team can be told to do, by index into the programs. */
export const COMMANDS = { fold: 0, train: 1, update: 2, evaluate: 3 } as const;

/** Numbers that the leader sets before a command, by index into the shared settings. */
export const SETTINGS = { keep: 0, rate: 1, rootScale: 2, batch: 3 } as const;

/** AdamW's tasks; few, for it is quick. */
const UPDATE_TASKS = 8;

/** What every thread is handed to build the same programs. All of it can be sent between threads. */
export interface TeamPlan {
  readonly plan: Plan;
  readonly optimizer: OptimizerOptions;
  readonly lists: ExampleLists;
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly control: Int32Array;
  readonly settings: Float64Array;
  readonly threads: number;
}

/** A plan with fresh shared memory for its control. */
export function createTeamPlan(parts: Omit<TeamPlan, 'control' | 'settings'>): TeamPlan {
  const settings = new Float64Array(new SharedArrayBuffer(Object.keys(SETTINGS).length * 8));
  return { ...parts, control: createControl(), settings };
}

function updatePhase(
  { kernel, layout }: Machine,
  optimizer: OptimizerOptions,
  settings: Float64Array,
): Phase {
  const share = Math.ceil(layout.trainedFloats / UPDATE_TASKS / 16) * 16;
  const setting = (name: keyof typeof SETTINGS) => settings[SETTINGS[name]] ?? 0;
  return range(UPDATE_TASKS).map((index): Task => {
    const start = index * share;
    const count = Math.max(0, Math.min(share, layout.trainedFloats - start));
    const [w, g, m, v] = [layout.w, layout.g, layout.m, layout.v].map((base) => base + start * 4);
    return () =>
      kernel.adamw(
        w ?? 0,
        g ?? 0,
        m ?? 0,
        v ?? 0,
        count,
        optimizer.beta1,
        optimizer.beta2,
        setting('keep'),
        setting('rate'),
        setting('rootScale'),
        optimizer.epsilon,
      );
  });
}

/** One thread's machine, and its place in the team. */
export function joinTeam(team: TeamPlan): { machine: Machine; member: Member } {
  const machine = bindMachine(team.plan, team.module, team.memory);
  const programs: Record<keyof typeof COMMANDS, Phase[]> = {
    fold: foldPhases(machine),
    train: [trainPhase(machine), ...backwardPhases(machine, team.lists, team.optimizer.smoothness)],
    update: [updatePhase(machine, team.optimizer, team.settings)],
    evaluate: [evaluatePhase(machine, BATCH, () => team.settings[SETTINGS.batch] ?? 0)],
  };
  const order = (Object.keys(COMMANDS) as (keyof typeof COMMANDS)[]).map((name) => programs[name]);
  return { machine, member: new Member(team.control, order) };
}
