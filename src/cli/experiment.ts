import { InputError } from '../errors';
import type { CommandContext } from './command';
import { defineCommand } from './define';
import { runSeeds } from './experiments/run-seeds';
import { runSpeedUps } from './experiments/run-speed-ups';
import { SPEED_UPS } from './experiments/speed-ups';
import { unknownMessage } from './nearest';
import { flag, number, text } from './options';

const subjects = ['seeds', 'speed-ups'] as const;

/** `experiment`: several trainings that answer one question, and the page that tells the answer. */
export const command = defineCommand({
  name: 'experiment',
  summary: 'several trainings, measured, and the page in docs/ that tells of them',
  words: subjects.join('|'),
  options: {
    p: number('the prime modulus', { fallback: 113, whole: true }),
    fraction: number('the share of all pairs to train on', { fallback: 0.3 }),
    seeds: number('how many seeds, from 0 on (seeds: 5; speed-ups: 3)', { min: 1, max: 100, whole: true }),
    steps: number('updates at most (seeds: 20000; speed-ups: 12000)', { min: 1, whole: true }),
    threads: number('threads of each training', { fallback: 1, min: 1, max: 64, whole: true }),
    only: text(`speed-ups: some of ${SPEED_UPS.map(({ id }) => id).join(', ')}`, { placeholder: 'id,…' }),
    beside: text('seeds: a recorded run to measure as well', { placeholder: 'run' }),
    train: flag('train what is not there yet; false writes the page of what is', true),
    out: text('the folder of the page, and of the finished runs in its folder `measured`', {
      fallback: 'docs',
      placeholder: 'folder',
    }),
    json: flag('each finished run as a JSON object on standard output'),
  },
  examples: [
    'npm run experiment seeds beside=default',
    'npm run experiment speed-ups',
    'npm run experiment speed-ups p=59 fraction=0.4 steps=5000 out=output/experiment',
  ],
  run: async (values, context) => {
    const subject = subjects.find((known) => known === context.words[0]);
    if (subject === undefined || context.words.length > 1)
      throw new InputError(unknownMessage('subject', context.words.join(' '), subjects));
    const shared = { ...values, say: teller(context), signal: context.signal };
    const finished = values.json ? context.json : () => {};
    if (subject === 'seeds') await runSeeds({ ...shared, finished });
    else await runSpeedUps({ ...shared, finished });
    return 0;
  },
});

/** Experiments run for hours: what they say carries the time of day. */
function teller({ say }: CommandContext): (line: string) => void {
  return (line) => say(`${new Date().toTimeString().slice(0, 5)}  ${line}`);
}
