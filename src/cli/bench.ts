import { InputError, InterruptedError } from '../errors';
import { defaultThreads } from '../model/kernel/load-node';
import { benchAnalysis } from './bench/analyze';
import { benchDrawing, costLine } from './bench/draw';
import { benchFilmMemory, memoryLine } from './bench/memory/film-memory';
import { measureTraining } from './bench/print-training';
import { benchQuality } from './bench/quality/run-node';
import { HEAD_LINE, line } from './bench/quality/table';
import { BENCH_SCENES, type BenchScene } from './bench/render/contestant';
import { measureRenderers } from './bench/render/measure-renderers';
import { BENCH_PROJECT, OWN_PROJECT } from './bench/render/ours';
import { defineCommand } from './define';
import { unknownMessage } from './nearest';
import { custom, flag, number, text } from './options';

const subjects = ['train', 'render', 'draw', 'quality', 'memory', 'analyze'] as const;

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
    steps: number('train: steps of each in a round (8); analyze: recorded steps (200)', {
      min: 1,
      whole: true,
    }),
    growth: flag('train: how our step grows with p and with the width, instead'),
    memory: flag('train: what the process holds as steps go by, instead'),
    scenes: custom(parseScenes, 'render, draw: some of the scenes made for it (render: all)', {
      placeholder: BENCH_SCENES.join(','),
    }),
    scene: text('render, draw: a chapter instead (draw: all)', { placeholder: 'id' }),
    run: text('render, draw: the recording that it draws; analyze: the network of every step', {
      fallback: 'default',
      placeholder: 'name',
    }),
    from: number('render: the first frame of the chapter', { fallback: 600, min: 0, whole: true }),
    frames: number('render: how many frames a loop draws (240); memory: how long the film is (7200)', {
      min: 1,
      whole: true,
    }),
    seconds: number('render: length of the clip that whole commands film', { fallback: 10, min: 0.1 }),
    rivals: flag('render: whole commands of other renderers, too', true),
    clips: text('quality: some of the clips (all)', { placeholder: 'name[,name…]' }),
    codecs: text('quality: some of the codecs (all)', { placeholder: 'name[,name…]' }),
    crf: number("quality: the codec's own factor, in place of that of high quality", { min: 0, max: 63 }),
    save: flag(
      'keep the figures in docs/measured, and write the page of them: docs/renderers.md (render), docs/codecs.md (quality)',
    ),
    json: flag('one JSON object a line on standard output'),
  },
  examples: [
    'npm run bench train',
    'npm run bench train p=59 rounds=10',
    'npm run bench train growth=true',
    'npm run bench render rounds=3',
    'npm run bench render scene=clocks run=default from=600',
    'npm run bench draw scene=cold-open',
    'npm run bench draw scenes=text',
    'npm run bench quality codecs=h264,vp9',
    'npm run bench memory frames=1200',
    'npm run bench analyze steps=200 threads=2',
  ],
  run: async (values, context) => {
    const { words, json, say, signal, commandLine } = context;
    const subject = words[0] ?? 'train';
    if (words.length > 1 || !subjects.some((known) => known === subject))
      throw new InputError(unknownMessage('subject', words.join(' '), subjects));
    if (subject === 'render') await measureRenderers({ ...values, frames: values.frames ?? 240 }, context);
    else if (subject === 'draw') {
      const { scene, scenes, run } = values;
      const work =
        scenes === undefined
          ? { project: OWN_PROJECT, scenes: scene === undefined ? undefined : [scene] }
          : { project: BENCH_PROJECT, scenes };
      await benchDrawing({ ...work, run, signal }, (cost) => {
        if (values.json) json({ ...cost });
        else say(costLine(cost));
      });
    } else if (subject === 'quality') {
      const print = (text: string) => process.stdout.write(`${text}\n`);
      if (!values.json) print(HEAD_LINE);
      const docs = values.save ? 'docs' : undefined;
      await benchQuality({ ...values, docs, commandLine, signal }, (clip, row) =>
        values.json ? json({ clip, ...row }) : print(line(clip, row)),
      );
    } else if (subject === 'memory') {
      const { frames = 7200 } = values;
      await benchFilmMemory({ frames, signal }, (sample) => {
        if (values.json) json({ ...sample });
        else process.stdout.write(`${memoryLine(sample)}\n`);
      });
    } else if (subject === 'analyze') {
      const { run, steps = 200, threads = defaultThreads() } = values;
      const found = await benchAnalysis({ run, steps, threads, signal });
      if (values.json) json({ ...found });
      else {
        say(
          `the final step alone ${found.finalSeconds.toFixed(1)} s; ${found.steps} steps ${found.seconds.toFixed(1)} s on ` +
            `${threads} threads, ${found.secondsPerStep.toFixed(2)} s a step; ` +
            `${found.mebibytesHalfway} MiB resident half-way, ${found.mebibytes} MiB at the last step`,
        );
      }
    } else
      await measureTraining(
        { ...values, steps: values.steps ?? 8, threads: values.threads ?? defaultThreads(), signal },
        values.json ? json : undefined,
        say,
      );
    if (signal.aborted) throw new InterruptedError('interrupted: what is printed was measured, and no more');
    return 0;
  },
});

/** Reads `text,quads`. */
function parseScenes(value: string): BenchScene[] {
  return value.split(',').map((name) => {
    const found = BENCH_SCENES.find((scene) => scene === name);
    if (found !== undefined) return found;
    throw new InputError(unknownMessage('value for scenes=', name, BENCH_SCENES));
  });
}
