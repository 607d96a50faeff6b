import { groupDigits, percent } from '../../nodes/number-format';
import type { Manifest } from '../../recording/manifest';
import { lossText } from '../excluded-loss/loss-text';

/** One line of the credits. */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** The end credits: what a run is, line by line, in groups; a line that its manifest does not hold is not there. */
export interface Facts {
  readonly groups: readonly (readonly Fact[])[];
  /** The key frequencies, which wear their colours. */
  readonly keys: readonly number[];
  /** What makes this run again. */
  readonly command: string;
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** What stands in no manifest. */
export interface Measured {
  readonly parameters: number;
  /** The first step with 99 % of the test pairs right, in the curve of every step; a manifest knows the checkpoints. */
  readonly grokked: number | undefined;
}

/** Reads the credits off a manifest. */
export function factsOf(manifest: Manifest, { parameters, grokked }: Measured): Facts {
  const { headline, made } = manifest;
  const keys = headline.keyFrequencies;
  return {
    groups: [
      task(manifest, parameters),
      training(manifest),
      found(manifest, grokked),
      making(manifest),
    ].filter((group) => group.length > 0),
    keys: Array.isArray(keys) ? keys.map(Number) : [],
    command: made.command,
  };
}

function task({ task, architecture: a }: Manifest, parameters: number): Fact[] {
  const pairs = task.p * task.p;
  const seen = Math.floor(task.fraction * pairs);
  return [
    { label: 'the task', value: `${textOf(task.formula) ?? 'x + y'} modulo ${task.p}` },
    ...(task.fraction > 0
      ? [{ label: 'sums it was shown', value: `${groupDigits(seen)} of ${groupDigits(pairs)}` }]
      : []),
    { label: 'the network', value: `one layer, ${counted(a.heads, 'head')}, ${counted(a.dMlp, 'neuron')}` },
    { label: 'learned numbers', value: groupDigits(parameters) },
  ];
}

function training({ task, optimizer, steps }: Manifest): Fact[] {
  const name = textOf(optimizer.name);
  const pull = (key: string, label: string): Fact[] => {
    const strength = numberOf(optimizer[key]);
    return strength === undefined || strength === 0 ? [] : [{ label, value: String(strength) }];
  };
  const rate = numberOf(optimizer.learningRate);
  return [
    ...(task.fraction > 0 ? [{ label: 'seed of its random numbers', value: String(task.seed) }] : []),
    ...(steps.total > 0 ? [{ label: 'training steps', value: groupDigits(steps.total) }] : []),
    ...(name === undefined
      ? []
      : [{ label: 'optimizer', value: rate === undefined ? name : `${name}, learning rate ${rate}` }]),
    ...pull('weightDecay', 'pull towards small weights'),
    ...pull('smoothness', 'pull towards a smooth embedding'),
  ];
}

function found({ headline, task }: Manifest, grokked: number | undefined): Fact[] {
  const known = task.fraction > 0;
  const [set, sums] = known ? (['test', 'unseen sums'] as const) : (['all', 'sums'] as const);
  const of = (measure: string): number | undefined => {
    const value = headline[measure];
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? numberOf(value[set])
      : undefined;
  };
  const keys = headline.keyFrequencies;
  const [accuracy, loss] = [of('accuracy'), of('loss')];
  return [
    ...(Array.isArray(keys) && keys.length > 0
      ? [{ label: keys.length === 1 ? 'key frequency' : 'key frequencies', value: keys.join(', ') }]
      : []),
    ...(grokked === undefined
      ? []
      : [{ label: `right on 99 % of the ${sums}`, value: `from step ${groupDigits(grokked)}` }]),
    ...(accuracy === undefined
      ? []
      : [
          {
            label: 'right at the end',
            value: accuracy === 1 ? 'on all of them' : `on ${percent(accuracy, 2)} of them`,
          },
        ]),
    ...(loss === undefined ? [] : [{ label: 'loss on them', value: lossText(loss) }]),
  ];
}

function making({ made }: Manifest): Fact[] {
  const date = new Date(made.date);
  const imported = made.imported;
  const file =
    typeof imported === 'object' && imported !== null && !Array.isArray(imported)
      ? textOf(imported.file)
      : undefined;
  const month = MONTHS[date.getUTCMonth()] ?? '';
  return [
    { label: 'recorded', value: `${date.getUTCDate()} ${month} ${date.getUTCFullYear()}` },
    file === undefined
      ? { label: 'computed by', value: `${made.backend}, in ${duration(made.wallSeconds)}` }
      : { label: 'weights from', value: file },
    { label: 'film and measures', value: `Clockwork ${made.clockwork}` },
  ];
}

/** A time as it is said: 55 seconds, 35 minutes, 2.5 hours. */
export function duration(seconds: number): string {
  if (seconds < 90) return counted(Math.round(seconds), 'second');
  if (seconds < 90 * 60) return counted(Math.round(seconds / 60), 'minute');
  return `${(seconds / 3600).toFixed(1)} hours`;
}

/** A text in lines of at most so many letters, broken between its words. */
export function inLines(text: string, most: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > most) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

function counted(count: number, noun: string): string {
  return count === 1 ? `one ${noun}` : `${count} ${noun}s`;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
