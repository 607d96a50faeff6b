import { BusyError } from '../../model/run-lock-node';
import { Run } from '../../recording/run';
import { folderSource } from '../../recording/source-node';
import { choose, commandOf, settingsOf } from '../train-presets';
import { CLAIMS, type ExperimentOptions, keptIn } from './experiment-options';
import { writePage } from './page-node';
import { Results, type SeedResult, seedResult } from './results-node';
import { HISTORY_EVERY, measureRun, trainSeed } from './seed-run-node';
import { type SeedColumn, seedsPage } from './seeds-page';

/** Steps after which the weights of a default training have settled, whatever the seed. */
const STEPS = 20_000;

/** How a run stands on the page when it is one that was recorded for itself. */
const besideName = (run: string) => `run-${run}`;

/** The finished runs of the experiment, as the columns of its page. */
export async function seedColumns(
  out: string,
  seeds: number,
  beside: string | undefined,
): Promise<SeedColumn[]> {
  const results = new Results(keptIn(out, 'seeds'), seedResult, CLAIMS);
  const columns = Array.from({ length: seeds }, (_, seed) => ({
    name: `seed ${seed}`,
    file: `seed-${seed}`,
  }));
  const all =
    beside === undefined ? columns : [...columns, { name: `run ${beside}`, file: besideName(beside) }];
  return Promise.all(all.map(async ({ name, file }) => ({ name, result: await results.read(file) })));
}

/** Trains the same task from several seeds, measures each against the published bands, and writes the page. */
export async function runSeeds(
  options: ExperimentOptions & { readonly beside: string | undefined },
): Promise<void> {
  const { p, fraction, threads, out, say, signal, finished, beside } = options;
  const { seeds = 5, steps = STEPS } = options;
  const results = new Results(keptIn(out, 'seeds'), seedResult, CLAIMS);
  const write = async () =>
    writePage(
      `${out}/seeds.md`,
      'Seeds',
      'npm run experiment seeds',
      seedsPage(await seedColumns(out, seeds, beside)),
    );
  const tell = async (name: string, result: SeedResult | undefined) => {
    if (result) finished({ name, ...result.curves, ...result.settled });
    await write();
  };
  if (beside !== undefined) {
    const run = await Run.open(folderSource(beside));
    const { command, date } = run.manifest.made;
    const known = await results.read(besideName(beside));
    // A run of the same name may have been recorded anew.
    const stale = known !== undefined && (known.made.date !== date || known.made.command !== command);
    const measure = () => measureRun(run);
    await tell(
      beside,
      stale
        ? await results.replace(besideName(beside), measure)
        : await results.readOrMake(besideName(beside), command, measure),
    );
  }
  for (let seed = 0; options.train && seed < seeds; seed++) {
    const name = `seed-${seed}`;
    const settings = settingsOf(
      choose('default', { p, fraction, seed, steps, every: HISTORY_EVERY, dense: 0 }),
    );
    const command = commandOf(name, settings);
    try {
      const result = await results.readOrMake(name, command, () => {
        say(`${name}: training to step ${steps}`);
        return trainSeed({ name, settings, threads, command: () => command, signal });
      });
      say(result ? `${name}: measured` : `${name}: another process is at it`);
      await tell(name, result);
    } catch (error) {
      if (!(error instanceof BusyError)) throw error;
      say(`${name}: ${error.message}`);
    }
  }
  await write();
}
