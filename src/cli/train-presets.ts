import { InputError } from '../errors';
import type { ActivationName } from '../model/architecture';
import type { LossName } from '../model/backend';
import { type OperationName, operation } from '../model/operations';
import type { RunSettings } from '../model/run-settings';
import { unknownMessage } from './nearest';

/** The options of `train` that decide the bits of a run, by their names on the command line. */
export interface TrainChoices {
  readonly op: OperationName;
  /** Undefined for an operation that has no modulus. */
  readonly p: number | undefined;
  readonly fraction: number;
  readonly seed: number;
  readonly dModel: number;
  readonly heads: number;
  readonly dMlp: number;
  readonly activation: ActivationName;
  readonly attentionRate: number;
  readonly lr: number;
  readonly warmup: number;
  readonly weightDecay: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly smoothness: number;
  readonly loss: LossName;
  readonly grokfast: number;
  readonly grokfastAlpha: number;
  readonly grokfastWindow: number;
  readonly orthogonalGradient: boolean;
  readonly weightNorm: number;
  readonly steps: number;
  readonly every: number;
  readonly dense: number;
}

/** The mainline setting of Nanda et al. 2023, with checkpoints at a cadence that films well. */
export const DEFAULTS: TrainChoices = {
  op: 'add',
  p: 113,
  fraction: 0.3,
  seed: 0,
  dModel: 128,
  heads: 4,
  dMlp: 512,
  activation: 'relu',
  attentionRate: 1,
  lr: 1e-3,
  warmup: 10,
  weightDecay: 1,
  beta1: 0.9,
  beta2: 0.98,
  smoothness: 0,
  loss: 'softmax',
  grokfast: 0,
  grokfastAlpha: 0.98,
  grokfastWindow: 0,
  orthogonalGradient: false,
  weightNorm: 0,
  steps: 20_000,
  every: 100,
  dense: 200,
};

/** What people want first: each changes some of the defaults. */
export const PRESETS = {
  default: {},
  video: { fraction: 0.25, smoothness: 1e-3, steps: 12_000 },
  quick: { p: 59, fraction: 0.4, smoothness: 1e-3, steps: 3000, every: 50 },
  pizza: { attentionRate: 0 },
  s5: { op: 's5', fraction: 0.5 },
} as const satisfies Record<string, Partial<TrainChoices>>;

export type PresetName = keyof typeof PRESETS;

export const PRESET_NAMES = Object.keys(PRESETS) as readonly PresetName[];

/** The choices of a preset with those that were given on top; S₅ has no modulus. */
export function choose(preset: string, given: Partial<TrainChoices>): TrainChoices {
  const known = PRESET_NAMES.find((name) => name === preset);
  if (known === undefined) throw new InputError(unknownMessage('value for preset=', preset, PRESET_NAMES));
  const chosen = { ...DEFAULTS, ...PRESETS[known], ...given };
  if (operation(chosen.op).kind === 'finite') return { ...chosen, p: given.p };
  return chosen;
}

/** The choices as the trainer takes them. */
export function settingsOf(c: TrainChoices): RunSettings {
  return {
    task: { operation: c.op, ...(c.p === undefined ? {} : { p: c.p }) },
    fraction: c.fraction,
    seed: c.seed,
    architecture: {
      dModel: c.dModel,
      heads: c.heads,
      dMlp: c.dMlp,
      activation: c.activation,
      attentionRate: c.attentionRate,
    },
    optimizer: {
      beta1: c.beta1,
      beta2: c.beta2,
      epsilon: 1e-8,
      weightDecay: c.weightDecay,
      smoothness: c.smoothness,
      loss: c.loss,
      grokfast: c.grokfast,
      grokfastAlpha: c.grokfastAlpha,
      grokfastWindow: c.grokfastWindow,
      orthogonalGradient: c.orthogonalGradient,
      weightNorm: c.weightNorm,
    },
    schedule: { steps: c.steps, learningRate: c.lr, warmup: c.warmup, every: c.every, dense: c.dense },
  };
}

/** The other way round: what was chosen, from the settings. */
function choicesOf({
  task,
  fraction,
  seed,
  architecture: a,
  optimizer,
  schedule,
}: RunSettings): TrainChoices {
  return {
    op: task.operation,
    p: operation(task.operation).kind === 'finite' ? undefined : task.p,
    fraction,
    seed,
    dModel: a.dModel ?? DEFAULTS.dModel,
    heads: a.heads ?? DEFAULTS.heads,
    dMlp: a.dMlp ?? DEFAULTS.dMlp,
    activation: a.activation ?? DEFAULTS.activation,
    attentionRate: a.attentionRate ?? DEFAULTS.attentionRate,
    lr: schedule.learningRate,
    warmup: schedule.warmup,
    weightDecay: optimizer.weightDecay,
    beta1: optimizer.beta1,
    beta2: optimizer.beta2,
    smoothness: optimizer.smoothness,
    loss: optimizer.loss,
    grokfast: optimizer.grokfast,
    grokfastAlpha: optimizer.grokfastAlpha,
    grokfastWindow: optimizer.grokfastWindow,
    orthogonalGradient: optimizer.orthogonalGradient,
    weightNorm: optimizer.weightNorm,
    steps: schedule.steps,
    every: schedule.every,
    dense: schedule.dense,
  };
}

/** What differs from the defaults, as `[option, value]`. */
function differences(choices: TrainChoices): [string, string][] {
  return Object.entries(choices).flatMap(([key, value]) =>
    value === undefined || value === DEFAULTS[key as keyof TrainChoices] ? [] : [[key, String(value)]],
  );
}

/**
 * The command line that makes a run of these settings: what differs from the defaults, and how long.
 *
 * @param keep - which checkpoints are kept, where that was said.
 */
export function commandOf(name: string, settings: RunSettings, keep?: string): string {
  const words = differences(choicesOf(settings)).map(([key, value]) => `${key}=${value}`);
  if (settings.schedule.steps === DEFAULTS.steps) words.push(`steps=${DEFAULTS.steps}`);
  if (keep !== undefined) words.push(`keep=${keep}`);
  return ['npm run train', `out=${name}`, ...words].join(' ');
}

/** A run's name that says what differs from the defaults: `add-p113-seed3-smoothness0.001`. */
export function nameOf(choices: TrainChoices): string {
  const { op, p, seed } = choices;
  const named = ['op', 'p', 'seed', 'steps', 'every', 'dense'];
  const rest = differences(choices).flatMap(([key, value]) =>
    named.includes(key) ? [] : [`${key.toLowerCase()}${value}`],
  );
  const task = p === undefined ? op : `${op.replaceAll('+', '-')}-p${p}`;
  return [task, `seed${seed}`, ...rest].join('-').slice(0, 64);
}
