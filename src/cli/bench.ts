import { InputError, InterruptedError } from '../errors';
import { defaultThreads } from '../model/kernel/load-node';
import { benchRender } from './bench-render';
import { benchTrain } from './bench-train';
import { defineCommand } from './define';
import { unknownMessage } from './nearest';
import { flag, number, text } from './options';

const subjects = ['train', 'render'] as const;

/** `bench`: our speed beside others on the same work. */
export const command = defineCommand({
  name: 'bench',
  summary: 'our speed beside others on the same work',
  words: subjects.join('|'),
  options: {
    p: number('the prime modulus', { fallback: 113, whole: true }),
    fraction: number('the share of all pairs to train on', { fallback: 0.3 }),
    threads: number('threads of every contender (all cores)', { min: 1, max: 64, whole: true }),
    rounds: number('rounds in which the contenders take turns', { fallback: 5, min: 1, whole: true }),
    steps: number('steps of each in a round', { fallback: 8, min: 1, whole: true }),
    scene: text('render: the chapter to film', { fallback: 'clocks', placeholder: 'id' }),
    run: text('render: the recording that it draws', { fallback: 'default', placeholder: 'name' }),
    from: number('render: the first frame', { fallback: 600, min: 0, whole: true }),
    frames: number('render: how many frames', { fallback: 120, min: 1, whole: true }),
    json: flag('one JSON object a line on standard output'),
  },
  examples: ['npm run bench train', 'npm run bench train p=59 rounds=10', 'npm run bench render rounds=3'],
  run: async (values, { words, json, say, signal }) => {
    const subject = words[0] ?? 'train';
    if (words.length > 1 || !subjects.some((known) => known === subject))
      throw new InputError(unknownMessage('subject', words.join(' '), subjects));
    if (subject === 'render') {
      const rates = await benchRender({ ...values, signal });
      const wide = Math.max(...rates.map(({ name }) => name.length));
      for (const rate of rates) {
        if (values.json) json({ ...rate });
        else {
          const speed = `${rate.framesPerSecond.toFixed(1).padStart(6)} frames/s`;
          process.stdout.write(
            `${rate.name.padEnd(wide)}  ${speed}  ${rate.ofDrawing.toFixed(2)} × drawing alone\n`,
          );
        }
      }
      return 0;
    }
    const { times, missing, multiply } = await benchTrain({
      p: values.p,
      fraction: values.fraction,
      threads: values.threads ?? defaultThreads(),
      rounds: values.rounds,
      steps: values.steps,
      signal,
    });
    if (signal.aborted) throw new InterruptedError('interrupted: nothing was measured');
    const own = times[0]?.median ?? Number.NaN;
    const width = Math.max(...times.map(({ name }) => name.length));
    for (const { name, median, least } of times) {
      const ratio = median / own;
      if (values.json) json({ name, median, least, ratio });
      else
        process.stdout.write(
          `${name.padEnd(width)}  ${median.toFixed(1).padStart(7)} ms a step (least ${least.toFixed(1)})  ${ratio.toFixed(2)} × ours\n`,
        );
    }
    if (multiply !== undefined)
      say(`matrix products of PyTorch in the same rounds: up to ${multiply.toFixed(0)} GFLOP/s`);
    for (const name of missing) say(`not here: ${name}`);
    return 0;
  },
});
