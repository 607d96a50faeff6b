import { recordAnalysis } from '../analysis/record-analysis-node';
import { InputError, InterruptedError } from '../errors';
import { ACTIVATIONS } from '../model/architecture';
import { BACKENDS, createBackend } from '../model/backends-node';
import { fastLogits } from '../model/fast-logits';
import { OPERATION_NAMES, operation } from '../model/operations';
import { recordTraining, resumeTraining, type TrainedRun } from '../model/record-training-node';
import type { RunSettings } from '../model/run-settings';
import { runNameSchema } from '../recording/manifest';
import type { CommandContext } from './command';
import { defineCommand } from './define';
import { choice, flag, number, type OptionValues, text } from './options';
import { TrainProgress } from './train-progress';

/** The modulus of the published runs. */
const DEFAULT_PRIME = 113;

/** The options that decide the network; with `resume=` they come from the run. */
const made = {
  op: choice(OPERATION_NAMES, 'the operation to learn', { fallback: 'add' }),
  p: number('the prime modulus, 3 to 400 (113; s5 has none)', { whole: true }),
  fraction: number('the share of all pairs to train on', { fallback: 0.3 }),
  seed: number('of the split and of the initial weights', { fallback: 0, min: 0, whole: true }),
  dModel: number('width of the residual stream', { fallback: 128, whole: true }),
  heads: number('attention heads; must divide dModel', { fallback: 4, whole: true }),
  dMlp: number('neurons', { fallback: 512, whole: true }),
  activation: choice(ACTIVATIONS, 'non-linearity of the neurons', { fallback: 'relu' }),
  attentionRate: number('0 uniform attention (pizza) to 1 softmax (clock)', { fallback: 1, min: 0, max: 1 }),
  lr: number('learning rate', { fallback: 1e-3, min: 0 }),
  warmup: number('steps until the learning rate is reached', { fallback: 10, min: 0, whole: true }),
  weightDecay: number('of AdamW, on all weights', { fallback: 1, min: 0 }),
  beta1: number("of AdamW's mean", { fallback: 0.9, min: 0, max: 0.999999 }),
  beta2: number("of AdamW's mean square", { fallback: 0.98, min: 0, max: 0.999999 }),
  smoothness: number('weight of the smoothness penalty of the embedding', { fallback: 0, min: 0 }),
};

const options = {
  out: text('name of the run; by default made of the options', { placeholder: 'run' }),
  ...made,
  steps: number('updates in all (20000)', { min: 1, max: 10_000_000, whole: true }),
  every: number('a checkpoint every so many steps (100)', { min: 1, whole: true }),
  dense: number('up to this step ten times as many checkpoints (200)', { min: 0, whole: true }),
  threads: number('threads to train with (all cores)', { min: 1, max: 64, whole: true }),
  backend: choice(BACKENDS, 'what computes', { fallback: 'auto' }),
  reason: text('why the run is made so, for its record'),
  analyze: flag('take the run apart when it is trained', true),
  resume: text(
    'a run to go on with; only steps, every, dense, threads, reason, analyze and json go with it',
    {
      placeholder: 'run',
    },
  ),
  json: flag('one JSON object a line on standard output'),
};

type Values = OptionValues<typeof options>;

/** `train`: a recorded and analyzed run. */
export const command = defineCommand({
  name: 'train',
  summary: 'train the network and record the run',
  options,
  examples: [
    'npm run train out=first',
    'npm run train out=slow seed=2 fraction=0.25 smoothness=0.001 steps=12000',
    'npm run train resume=first steps=30000',
  ],
  run: async (values, context) => {
    const progress = new TrainProgress({
      json: values.json ? context.json : undefined,
      say: context.say,
    });
    const begun = performance.now();
    let trained: TrainedRun;
    try {
      trained = await trainRun(values, context, progress);
    } finally {
      progress.end();
    }
    const { name, progress: last } = trained;
    context.say(
      `run "${name}": ${last.step} steps, train loss ${last.train.loss.toExponential(2)}, test loss ${last.test.loss.toExponential(2)}, ` +
        `test accuracy ${(100 * last.test.accuracy).toFixed(2)} %, ${((performance.now() - begun) / 1000).toFixed(0)} s`,
    );
    if (values.analyze) await analyze(trained, values, context);
    return 0;
  },
});

async function trainRun(
  values: Values,
  context: CommandContext,
  progress: TrainProgress,
): Promise<TrainedRun> {
  const common = {
    signal: context.signal,
    ...(values.threads === undefined ? {} : { threads: values.threads }),
    onStep: progress.step.bind(progress),
    ...(values.reason === undefined ? {} : { reason: values.reason }),
  };
  if (values.resume !== undefined) {
    refuseWithResume(values);
    const { steps, every, dense } = values;
    return resumeTraining(
      { name: values.resume, command: (settings) => commandOf(values.resume ?? '', settings), ...common },
      {
        ...(steps === undefined ? {} : { steps }),
        ...(every === undefined ? {} : { every }),
        ...(dense === undefined ? {} : { dense }),
      },
    );
  }
  const name = checkedName(values.out ?? nameOf(values));
  return recordTraining({
    name,
    settings: settingsOf(values),
    backend: values.backend,
    command: (settings) => commandOf(name, settings),
    ...common,
  });
}

function settingsOf(values: Values): RunSettings {
  const p = values.p ?? (operation(values.op).kind === 'finite' ? undefined : DEFAULT_PRIME);
  return {
    task: { operation: values.op, ...(p === undefined ? {} : { p }) },
    fraction: values.fraction,
    seed: values.seed,
    architecture: {
      dModel: values.dModel,
      heads: values.heads,
      dMlp: values.dMlp,
      activation: values.activation,
      attentionRate: values.attentionRate,
    },
    optimizer: {
      beta1: values.beta1,
      beta2: values.beta2,
      epsilon: 1e-8,
      weightDecay: values.weightDecay,
      smoothness: values.smoothness,
    },
    schedule: {
      steps: values.steps ?? 20_000,
      learningRate: values.lr,
      warmup: values.warmup,
      every: values.every ?? 100,
      dense: values.dense ?? 200,
    },
  };
}

/** A run goes on as it was made: what would change its bits cannot be given again. */
function refuseWithResume(values: Values): void {
  const given = Object.keys(made).filter((key) => {
    const { fallback } = made[key as keyof typeof made] as { fallback?: unknown };
    return values[key as keyof typeof made] !== fallback;
  });
  if (values.out !== undefined) given.push('out');
  if (given.length > 0)
    throw new InputError(
      `${given.join(', ')}: a resumed run keeps what it was made with; leave it out, or train anew`,
    );
}

/** The command line that makes a run of these settings: what differs from the defaults, and the number of steps. */
function commandOf(
  name: string,
  { task, fraction, seed, architecture, optimizer, schedule }: RunSettings,
): string {
  const values: Record<keyof typeof made, string | number | undefined> = {
    op: task.operation,
    p: operation(task.operation).kind === 'finite' || task.p === DEFAULT_PRIME ? undefined : task.p,
    fraction,
    seed,
    dModel: architecture.dModel,
    heads: architecture.heads,
    dMlp: architecture.dMlp,
    activation: architecture.activation,
    attentionRate: architecture.attentionRate,
    lr: schedule.learningRate,
    warmup: schedule.warmup,
    weightDecay: optimizer.weightDecay,
    beta1: optimizer.beta1,
    beta2: optimizer.beta2,
    smoothness: optimizer.smoothness,
  };
  const words = Object.entries(made).flatMap(([key, option]) => {
    const value = values[key as keyof typeof made];
    const fallback = 'fallback' in option ? option.fallback : undefined;
    return value === undefined || value === fallback ? [] : [`${key}=${value}`];
  });
  const { steps, every, dense } = schedule;
  return [`npm run train out=${name}`, ...words, `steps=${steps}`, `every=${every}`, `dense=${dense}`].join(
    ' ',
  );
}

/** A name that says what differs from the defaults: `add-p113-seed3-smoothness0.001`. */
function nameOf(values: Values): string {
  const p = values.p ?? DEFAULT_PRIME;
  const base = operation(values.op).kind === 'finite' ? values.op : `${values.op.replaceAll('+', '-')}-p${p}`;
  const differs = Object.entries(made).flatMap(([key, option]) => {
    const value = values[key as keyof typeof made];
    const fallback = 'fallback' in option ? option.fallback : undefined;
    return ['op', 'p', 'seed'].includes(key) || value === fallback ? [] : [`${key.toLowerCase()}${value}`];
  });
  return [base, `seed${values.seed}`, ...differs].join('-').slice(0, 64);
}

function checkedName(name: string): string {
  const parsed = runNameSchema.safeParse(name);
  if (parsed.success) return name;
  throw new InputError(`out=${name}: ${parsed.error.issues[0]?.message ?? 'is no run name'}`);
}

async function analyze({ name, parts }: TrainedRun, values: Values, context: CommandContext): Promise<void> {
  const { signal, say } = context;
  const neutral = { beta1: 0.9, beta2: 0.98, epsilon: 1e-8, weightDecay: 0, smoothness: 0 };
  const backend = await createBackend('auto', parts, neutral, values.threads);
  try {
    await recordAnalysis(name, {
      fastLogits: fastLogits(backend, parts),
      onStep: (step, done, total) => {
        if (signal.aborted)
          throw new InterruptedError(`the run is trained, its analysis is not: npm run analyze run=${name}`);
        if (process.stderr.isTTY) process.stderr.write(`\ranalyzing step ${step} (${done}/${total}) `);
      },
    });
  } finally {
    await backend.close();
  }
  if (process.stderr.isTTY) process.stderr.write('\n');
  say(`analyzed; npm run list run=${name} shows what is recorded`);
}
