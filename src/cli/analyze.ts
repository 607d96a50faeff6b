import { analyzeRun } from '../analysis/analyze-run';
import { importedInput, importWeights, recordImported } from '../analysis/import-weights-node';
import { parseSplitArgument } from '../analysis/split-argument';
import { InputError } from '../errors';
import { OPERATION_NAMES, operation } from '../model/operations';
import { createTask } from '../model/task';
import { runNameSchema } from '../recording/manifest';
import { Run } from '../recording/run';
import { folderSource } from '../recording/source-node';
import { analyzeRecorded } from './analyze-recorded';
import type { CommandContext } from './command';
import { defineCommand } from './define';
import { headlineTable } from './headline-table';
import { choice, custom, flag, number, type OptionValues, text } from './options';
import { provenance } from './provenance-node';
import { writeReport } from './report/report-node';

const options = {
  run: text('the run to analyze', { placeholder: 'name' }),
  weights: text("somebody's weights instead: a .safetensors or .pth file", { placeholder: 'file' }),
  op: choice(OPERATION_NAMES, 'the operation that the weights were trained on', { fallback: 'add' }),
  p: number('its modulus (113; s5 has none)', { whole: true }),
  split: custom(parseSplitArgument, 'the pairs that the weights were trained on', {
    placeholder: 'python:<seed>:<fraction>',
  }),
  out: text('with run=, a folder for a report with plots; with weights=, the run to record them as', {
    placeholder: 'folder|name',
  }),
  threads: number('threads for the steps before the last (all cores)', { min: 1, max: 64, whole: true }),
  json: flag('one JSON object with the headline measures on standard output'),
};

type Values = OptionValues<typeof options>;

/** `analyze`: the measures of a run, or of somebody's weights. */
export const command = defineCommand({
  name: 'analyze',
  summary: "take a network apart: every measure of a run or of somebody's weights",
  options,
  examples: [
    'npm run analyze run=default',
    'npm run analyze run=default out=output/report',
    'npm run analyze weights=mainline.pth p=113 op=add split=python:0:0.3 json=true',
    'npm run analyze weights=model.safetensors out=theirs',
  ],
  run: async (values, context) => {
    const { headline } = await analyze(values, context);
    if (values.json) context.json(headline);
    else process.stdout.write(`${headlineTable(headline).join('\n')}\n`);
    return 0;
  },
});

async function analyze(values: Values, context: CommandContext) {
  const { run, weights, out, threads } = values;
  if ((run === undefined) === (weights === undefined)) {
    throw new InputError(
      'analyze needs either run=<name> or weights=<file>; npm run list runs shows the runs.',
    );
  }
  if (run !== undefined) {
    if (values.split !== undefined || values.p !== undefined) {
      throw new InputError('split= and p= go with weights=; a run knows its own.');
    }
    const found = await analyzeRecorded(run, context, threads);
    if (out !== undefined) context.say(await writeReport(await Run.open(folderSource(run)), found, out));
    return found;
  }
  const named = out === undefined ? undefined : runNameSchema.safeParse(out);
  if (named?.success === false) throw new InputError(`out=${out}: ${named.error.issues[0]?.message}`);
  const imported = await importWeights(weights ?? '', taskOf(values), values.split);
  if (out === undefined) return analyzeRun(importedInput(imported));
  await recordImported(out, imported, { command: context.commandLine, ...(await provenance()) });
  return analyzeRecorded(out, context, threads);
}

function taskOf({ op, p }: Values) {
  const finite = operation(op).kind === 'finite';
  return createTask(finite && p === undefined ? { operation: op } : { operation: op, p: p ?? 113 });
}
