import { InputError } from '../errors';
import { ACTIVATIONS } from '../model/architecture';
import { LOSSES } from '../model/backend';
import { BACKENDS } from '../model/backends-node';
import { OPERATION_NAMES } from '../model/operations';
import { recordTraining, resumeTraining, type TrainedRun } from '../model/record-training-node';
import { runNameSchema } from '../recording/manifest';
import { RunWriter } from '../recording/writer-node';
import { analyzeRecorded } from './analyze-recorded';
import type { CommandContext } from './command';
import { defineCommand } from './define';
import { choice, custom, flag, number, type OptionValues, text } from './options';
import { choose, commandOf, nameOf, PRESET_NAMES, settingsOf, type TrainChoices } from './train-presets';
import { TrainProgress } from './train-progress';

const options = {
  out: text('name of the run; by default made of the options', { placeholder: 'run' }),
  preset: text(`what to begin from: ${PRESET_NAMES.join(', ')}`, { placeholder: 'name' }),
  op: choice(OPERATION_NAMES, 'the operation to learn (add)'),
  p: number('the prime modulus, 3 to 400 (113; s5 has none)', { whole: true }),
  fraction: number('the share of all pairs to train on (0.3)'),
  seed: number('of the split and of the initial weights (0)', { min: 0, whole: true }),
  steps: number('updates in all (20000)', { min: 1, max: 10_000_000, whole: true }),
  every: number('a checkpoint every so many steps (100)', { min: 1, whole: true }),
  dense: number('up to this step ten times as many checkpoints (200)', { min: 0, whole: true }),
  dModel: number('width of the residual stream (128)', { whole: true }),
  heads: number('attention heads; must divide dModel (4)', { whole: true }),
  dMlp: number('neurons (512)', { whole: true }),
  activation: choice(ACTIVATIONS, 'non-linearity of the neurons (relu)'),
  attentionRate: number('0 uniform attention, the pizza, to 1 softmax, the clock (1)', { min: 0, max: 1 }),
  lr: number('learning rate (0.001)', { min: 0 }),
  warmup: number('steps until the learning rate is reached (10)', { min: 0, whole: true }),
  weightDecay: number('of AdamW, on all weights (1)', { min: 0 }),
  beta1: number("of AdamW's mean (0.9)", { min: 0, max: 0.999999 }),
  beta2: number("of AdamW's mean square (0.98)", { min: 0, max: 0.999999 }),
  smoothness: number('weight of the smoothness penalty of the embedding (0)', { min: 0 }),
  loss: choice(LOSSES, 'what makes probabilities of logits in the loss (softmax)'),
  grokfast: number("Grokfast: how much of the gradient's slow part to add, such as 2 (0, off)", { min: 0 }),
  grokfastAlpha: number("of Grokfast's moving average (0.98)", { min: 0, max: 0.999999 }),
  grokfastWindow: number('Grokfast-MA: the mean of so many gradients, such as 100 (0, the moving average)', {
    min: 0,
    max: 1000,
    whole: true,
  }),
  orthogonalGradient: optionalFlag("⊥Grad: take each gradient's part along its weight out (false)"),
  weightNorm: number('Omnigrok: keep all weights at this Euclidean norm, such as 30 (0, off)', { min: 0 }),
  threads: number('threads to train with (all cores)', { min: 1, max: 64, whole: true }),
  backend: choice(
    BACKENDS,
    'what computes: our kernel, or TensorFlow.js, tfjs-node where it is installed (auto)',
  ),
  reason: text('why the run is made so, for its record'),
  analyze: flag('take the run apart when it is trained', true),
  keep: choice(['all', 'last'], 'checkpoints to keep once the run is analyzed (all)'),
  resume: text('a run to go on with; steps, every, dense, threads, reason, analyze, keep, json go with it', {
    placeholder: 'run',
  }),
  json: flag('one JSON object a line on standard output'),
};

/** A yes or no that a preset may decide when it is not given. */
function optionalFlag(help: string) {
  return { ...custom(flag(help).parse, help, { placeholder: 'true|false' }), flag: true };
}

type Values = OptionValues<typeof options>;

/** What a resumed run lets be said again: the rest is what it was made with. */
const WITH_RESUME = ['resume', 'steps', 'every', 'dense', 'threads', 'reason', 'analyze', 'keep', 'json'];

/** `train`: a recorded and analyzed run. */
export const command = defineCommand({
  name: 'train',
  summary: 'train the network and record the run',
  options,
  examples: [
    'npm run train out=first',
    'npm run train out=slow seed=2 fraction=0.25 smoothness=0.001 steps=12000',
    'npm run train preset=pizza seed=3',
    'npm run train resume=first steps=30000',
  ],
  run: async (values, context) => {
    const progress = new TrainProgress(values.json ? context.json : undefined);
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
    if (values.analyze) {
      await analyzeRecorded(name, context, values.threads);
      context.say(
        `analyzed: npm run render run=${name} films it, npm run list run=${name} shows what is recorded`,
      );
    }
    if (values.keep === 'last') await keepLast(name);
    return 0;
  },
});

/** Drops the checkpoints before the last: what is measured over the steps is recorded, and the run becomes small. */
async function keepLast(name: string): Promise<void> {
  const writer = await RunWriter.extend(name);
  const { total } = writer.current.steps;
  writer.dropCheckpoints((step) => step !== total);
  await writer.settle();
}

async function trainRun(
  values: Values,
  context: CommandContext,
  progress: TrainProgress,
): Promise<TrainedRun> {
  const common = {
    signal: context.signal,
    onStep: progress.step.bind(progress),
    ...given({ threads: values.threads, reason: values.reason }),
  };
  const { resume } = values;
  if (resume !== undefined) {
    refuseWithResume(values);
    return resumeTraining(
      { name: resume, command: (settings) => commandOf(resume, settings, values.keep), ...common },
      given({ steps: values.steps, every: values.every, dense: values.dense }),
    );
  }
  const choices = chosen(values);
  const name = checkedName(values.out ?? nameOf(choices));
  return recordTraining({
    name,
    settings: settingsOf(choices),
    backend: values.backend ?? 'auto',
    command: (settings) => commandOf(name, settings, values.keep),
    ...common,
  });
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** An object without the keys that hold nothing. */
function given<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}

function chosen({
  out,
  preset,
  threads,
  backend,
  reason,
  analyze,
  resume,
  json,
  ...choices
}: Values): TrainChoices {
  return choose(preset ?? 'default', given(choices));
}

function refuseWithResume(values: Values): void {
  const refused = Object.keys(given(values)).filter((key) => !WITH_RESUME.includes(key));
  if (refused.length > 0)
    throw new InputError(
      `${refused.join(', ')}: a resumed run keeps what it was made with. Only ${WITH_RESUME.slice(1).join(', ')} go with resume=.`,
    );
}

function checkedName(name: string): string {
  const parsed = runNameSchema.safeParse(name);
  if (parsed.success) return name;
  throw new InputError(`out=${name}: ${parsed.error.issues[0]?.message ?? 'is no run name'}`);
}
