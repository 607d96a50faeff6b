import { InputError } from '../errors';
import { analyzeRecorded } from './analyze-recorded';
import { defineCommand } from './define';
import { headlineTable } from './headline-table';
import { flag, number, text } from './options';

/** `analyze`: the measures of a run. */
export const command = defineCommand({
  name: 'analyze',
  summary: 'take a network apart: every measure of a run, recorded in it',
  options: {
    run: text('the run to analyze', { placeholder: 'name' }),
    threads: number('threads for the steps before the last (all cores)', { min: 1, max: 64, whole: true }),
    json: flag('one JSON object with the headline measures on standard output'),
  },
  examples: ['npm run analyze run=default', 'npm run analyze run=first json=true'],
  run: async ({ run, threads, json }, context) => {
    if (run === undefined)
      throw new InputError('analyze needs run=<name>; npm run list runs shows the runs.');
    const { headline } = await analyzeRecorded(run, context, threads);
    if (json) context.json(headline);
    else process.stdout.write(`${headlineTable(headline).join('\n')}\n`);
    return 0;
  },
});
