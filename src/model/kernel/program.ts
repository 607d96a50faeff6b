import type { OptimizerOptions } from '../backend';
import { backwardPhases } from './backward';
import { evaluatePhase, trainPhase } from './examples';
import { foldPhases } from './fold';
import { BATCH, type Plan } from './layout';
import { bindMachine, type Machine } from './machine';
import { SETTINGS } from './settings';
import type { ExampleLists } from './table-rows';
import type { Phase } from './tasks';
import { createControl, Member, takePlace } from './team';
import { updatePhases } from './update';

/** What a team can be told to do, by index into the programs. */
export const COMMANDS = { fold: 0, train: 1, update: 2, evaluate: 3 } as const;

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

/** One thread's machine, and its place in the team. */
export function joinTeam(team: TeamPlan): { machine: Machine; member: Member } {
  const machine = bindMachine(team.plan, team.module, team.memory, takePlace(team.control));
  const programs: Record<keyof typeof COMMANDS, Phase[]> = {
    fold: foldPhases(machine),
    train: [
      trainPhase(machine, team.lists),
      ...backwardPhases(machine, team.lists, team.optimizer.smoothness),
    ],
    update: updatePhases(machine, team.optimizer, team.settings),
    evaluate: [evaluatePhase(machine, BATCH, () => team.settings[SETTINGS.batch] ?? 0)],
  };
  const order = (Object.keys(COMMANDS) as (keyof typeof COMMANDS)[]).map((name) => programs[name]);
  return { machine, member: new Member(team.control, order) };
}
