import { InputError, WorkError } from '../../errors';
import { unknownMessage } from '../nearest';
import { choose, commandOf, settingsOf } from '../train-presets';
import { CLAIMS, type ExperimentOptions, keptIn } from './experiment-options';
import { writePage } from './page-node';
import { curveResult, Results, seedResult } from './results-node';
import { trainUntilGrokked } from './speed-up-run-node';
import { SPEED_UPS, type SpeedUp } from './speed-ups';
import { type SpeedUpRow, speedUpsPage } from './speed-ups-page';

/** Where a default training has not grokked by then, it is called late. */
const STEPS = 12_000;

const TELL_EVERY = 1000;

/** The finished runs of the experiment, as the rows of its page. A seed of the other experiment is a baseline, too. */
export async function speedUpRows(out: string, seeds: number): Promise<SpeedUpRow[]> {
  const results = new Results(keptIn(out, 'speed-ups'), curveResult, CLAIMS);
  const trained = new Results(keptIn(out, 'seeds'), seedResult, CLAIMS);
  const row = async (speedUp: SpeedUp) => ({
    speedUp,
    results: await Promise.all(
      Array.from({ length: seeds }, async (_, seed) => {
        const own = await results.read(`${speedUp.id}-${seed}`);
        return own ?? (speedUp.id === 'baseline' ? trained.read(`seed-${seed}`) : undefined);
      }),
    ),
  });
  return Promise.all(SPEED_UPS.map(row));
}

/** Trains the default task with each way to grok sooner, from several seeds, and writes the page. */
export async function runSpeedUps(
  options: ExperimentOptions & { readonly only: string | undefined },
): Promise<void> {
  const { p, fraction, threads, out, say, signal, finished } = options;
  const { seeds = 3, steps = STEPS } = options;
  const results = new Results(keptIn(out, 'speed-ups'), curveResult, CLAIMS);
  const write = async () =>
    writePage(
      `${out}/speed-ups.md`,
      'Speed-ups',
      'npm run experiment speed-ups',
      speedUpsPage(await speedUpRows(out, seeds), steps),
    );
  const wanted = chosen(options.only);
  // Seed by seed, so that whatever stops it leaves whole columns.
  for (let seed = 0; options.train && seed < seeds; seed++) {
    const rows = await speedUpRows(out, seeds);
    for (const { id, change } of wanted) {
      const name = `${id}-${seed}`;
      const settings = settingsOf(choose('default', { p, fraction, seed, steps, ...change }));
      const command = commandOf(name, settings);
      const asSeed = rows.find(({ speedUp }) => speedUp.id === id)?.results[seed];
      if (asSeed && (await results.read(name, command)) === undefined) continue;
      const onStep = ({ step, test }: { step: number; test: { accuracy: number } }) => {
        if (step % TELL_EVERY === 0) say(`${name}: step ${step}, test ${(100 * test.accuracy).toFixed(1)} %`);
      };
      const make = () => trainUntilGrokked({ settings, command, threads, signal, onStep });
      try {
        const result = await results.readOrMake(name, command, make);
        say(
          result
            ? `${name}: 95 % at ${result.curves.step95 ?? 'no step'}`
            : `${name}: another process is at it`,
        );
        if (result) finished({ name, ...result.curves });
      } catch (error) {
        // A loss that became no number is a result of its own, and no reason not to try the others.
        if (!(error instanceof WorkError)) throw error;
        say(`${name}: ${error.message}`);
      }
      await write();
    }
  }
  await write();
}

function chosen(only: string | undefined): readonly SpeedUp[] {
  if (only === undefined) return SPEED_UPS;
  return only.split(',').map((id) => {
    const found = SPEED_UPS.find((speedUp) => speedUp.id === id);
    if (found) return found;
    throw new InputError(
      unknownMessage(
        'value for only=',
        id,
        SPEED_UPS.map((speedUp) => speedUp.id),
      ),
    );
  });
}
