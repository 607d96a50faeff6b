import { InputError } from '../errors';
import { Run } from '../recording/run';
import { folderSource, listRuns, runsFolder } from '../recording/source-node';
import { defineCommand } from './define';
import { unknownMessage } from './nearest';
import { flag, text } from './options';
import { chapters } from './scenes-node';

const subjects = ['scenes', 'runs'] as const;

/** `list`: what can be rendered and from what. */
export const command = defineCommand({
  name: 'list',
  summary: 'scenes, runs, and the tensors of a run',
  words: subjects.join('|'),
  options: {
    run: text('the run whose tensors to list', { placeholder: 'name' }),
    json: flag('one JSON object a line on standard output'),
  },
  examples: ['npm run list scenes', 'npm run list runs', 'npm run list run=default'],
  run: async (values, { words, json }) => {
    const [word, ...more] = words;
    if (more.length > 0) throw new InputError(`list takes one word, not "${words.join(' ')}".`);
    const subject = subjects.find((candidate) => candidate === word);
    if (word !== undefined && subject === undefined)
      throw new InputError(unknownMessage('subject', word, subjects));
    const rows: Record<string, string | number>[] = [];
    if (values.run !== undefined) rows.push(...(await tensorRows(values.run)));
    else {
      if (subject !== 'runs') rows.push(...(await chapters()).map((scene) => ({ scene })));
      if (subject !== 'scenes') rows.push(...(await runRows()));
    }
    for (const row of rows) {
      if (values.json) json(row);
      else process.stdout.write(`${Object.values(row).join('  ')}\n`);
    }
    return 0;
  },
});

/** A line for each run: name, task, steps, and how well it does. A damaged run is listed as such. */
async function runRows(): Promise<Record<string, string | number>[]> {
  const names = await listRuns(runsFolder);
  return Promise.all(
    names.map(async (run) => {
      try {
        const { manifest } = await Run.open(folderSource(run));
        const { operation, p, seed, fraction } = manifest.task;
        const { testAccuracy } = manifest.headline;
        return {
          run,
          task: `${operation} mod ${p}`,
          made: `seed ${seed}, fraction ${fraction}`,
          steps: manifest.steps.total,
          status: manifest.status,
          ...(typeof testAccuracy === 'number'
            ? { testAccuracy: `test accuracy ${(100 * testAccuracy).toFixed(2)} %` }
            : {}),
        };
      } catch (error) {
        return { run, fault: error instanceof Error ? error.message : String(error) };
      }
    }),
  );
}

/** A line for each tensor of a run: name, shape with the names of its axes, unit, meaning. */
async function tensorRows(run: string): Promise<Record<string, string>[]> {
  const { manifest } = await Run.open(folderSource(run));
  return manifest.tensors.map(({ name, dtype, shape, dims, unit, meaning }) => ({
    tensor: name,
    shape: `${dtype} [${dims.map((dim, i) => `${dim} ${shape[i]}`).join(', ')}]`,
    unit,
    meaning,
  }));
}
