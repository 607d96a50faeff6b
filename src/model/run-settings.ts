import { InputError } from '../errors';
import type { Manifest } from '../recording/manifest';
import {
  ACTIVATIONS,
  type Architecture,
  type ArchitectureOptions,
  CONTEXT,
  createArchitecture,
} from './architecture';
import { LOSSES, type OptimizerOptions, PLAIN_ADAMW } from './backend';
import { isOperationName, OPERATION_NAMES } from './operations';
import type { Schedule } from './schedule';
import { type Split, splitPairs } from './split';
import { createTask, type Task, type TaskOptions } from './task';

/** Everything that decides the bits of a training, but for the machine. */
export interface RunSettings {
  readonly task: TaskOptions;
  readonly fraction: number;
  /** Of the split and of the initial weights. */
  readonly seed: number;
  readonly architecture: ArchitectureOptions;
  readonly optimizer: OptimizerOptions;
  readonly schedule: Schedule;
}

/** A run's task, network and split, as its settings say. */
export interface RunParts {
  readonly task: Task;
  readonly architecture: Architecture;
  readonly split: Split;
}

/**
 * Makes what the settings describe.
 *
 * @throws InputError naming the option that cannot be, and its valid range.
 */
export function runParts({ task: options, architecture, seed, fraction }: RunSettings): RunParts {
  const task = createTask(options);
  return {
    task,
    architecture: createArchitecture(task.tokens, architecture),
    split: splitPairs(task, seed, fraction),
  };
}

/** A network's shape as a manifest holds it. */
export function describeArchitecture(a: Architecture): Manifest['architecture'] {
  return {
    dModel: a.dModel,
    heads: a.heads,
    dHead: a.dHead,
    dMlp: a.dMlp,
    vocabulary: a.dVocab,
    logits: a.dVocabOut,
    context: CONTEXT,
    activation: a.activation,
    attentionRate: a.attentionRate,
  };
}

/** The settings as a manifest holds them. */
export function describeSettings(
  settings: RunSettings,
  { task, architecture: a, split }: RunParts,
): Pick<Manifest, 'task' | 'architecture' | 'optimizer'> {
  return {
    task: {
      operation: task.operation,
      formula: task.formula,
      p: task.size,
      fraction: settings.fraction,
      seed: settings.seed,
      split:
        "Python's random.seed(seed); random.shuffle(pairs), pairs (x, y) in row-major order; the first int(fraction · pairs) train",
      trainPairs: split.train.length,
      testPairs: split.test.length,
    },
    architecture: {
      ...describeArchitecture(a),
      initialWeights: 'normal with deviation 1/√dModel, unembedding 1/√dVocab, biases 0; MT19937 of the seed',
    },
    optimizer: { name: 'AdamW, full batch', ...settings.optimizer, ...settings.schedule },
  };
}

/**
 * The settings of a recorded run: from them the same training can be made again or gone on with.
 *
 * @throws InputError naming the key of the manifest that is missing or not of this kind.
 */
export function recordedSettings({ name, task, architecture, optimizer }: Manifest): RunSettings {
  const number = (from: Readonly<Record<string, unknown>>, key: string): number => {
    const value = from[key];
    if (typeof value === 'number') return value;
    throw new InputError(`run "${name}": the manifest has no number "${key}" of its training`);
  };
  const { operation } = task;
  if (!isOperationName(operation))
    throw new InputError(
      `run "${name}": operation "${operation}" is not one of ${OPERATION_NAMES.join(', ')}`,
    );
  const activation = ACTIVATIONS.find((known) => known === architecture.activation);
  if (activation === undefined)
    throw new InputError(
      `run "${name}": activation "${architecture.activation}" is not one of ${ACTIVATIONS.join(', ')}`,
    );
  return {
    task: { operation, p: task.p },
    fraction: task.fraction,
    seed: task.seed,
    architecture: {
      dModel: architecture.dModel,
      heads: architecture.heads,
      dMlp: architecture.dMlp,
      activation,
      attentionRate: number(architecture, 'attentionRate'),
    },
    optimizer: {
      beta1: number(optimizer, 'beta1'),
      beta2: number(optimizer, 'beta2'),
      epsilon: number(optimizer, 'epsilon'),
      weightDecay: number(optimizer, 'weightDecay'),
      smoothness: number(optimizer, 'smoothness'),
      ...recordedExtras(name, optimizer),
    },
    schedule: {
      steps: number(optimizer, 'steps'),
      learningRate: number(optimizer, 'learningRate'),
      warmup: number(optimizer, 'warmup'),
      every: number(optimizer, 'every'),
      dense: number(optimizer, 'dense'),
    },
  };
}

type Extras = Pick<
  OptimizerOptions,
  'loss' | 'grokfast' | 'grokfastAlpha' | 'grokfastWindow' | 'orthogonalGradient' | 'weightNorm'
>;

/** What runs may do without: where the manifest says nothing of it, it was off. */
function recordedExtras(run: string, optimizer: Manifest['optimizer']): Extras {
  const { loss = PLAIN_ADAMW.loss, orthogonalGradient = false } = optimizer;
  const number = (key: 'grokfast' | 'grokfastAlpha' | 'grokfastWindow' | 'weightNorm'): number => {
    const value = optimizer[key] ?? PLAIN_ADAMW[key];
    if (typeof value === 'number') return value;
    throw new InputError(`run "${run}": "${key}" of its optimizer is no number`);
  };
  const known = LOSSES.find((name) => name === loss);
  if (known === undefined || typeof orthogonalGradient !== 'boolean')
    throw new InputError(
      `run "${run}": its loss is not one of ${LOSSES.join(', ')}, or orthogonalGradient is no boolean`,
    );
  return {
    loss: known,
    orthogonalGradient,
    grokfast: number('grokfast'),
    grokfastAlpha: number('grokfastAlpha'),
    grokfastWindow: number('grokfastWindow'),
    weightNorm: number('weightNorm'),
  };
}
