import { Run } from '../recording/run';
import { folderSource, runsFolder } from '../recording/source-node';
import type { NamedTensor } from '../recording/tensor';
import { RunWriter } from '../recording/writer-node';
import { type Analysis, type AnalysisInput, analyzeRun } from './analyze-run';
import { analysisInput } from './run-input';
import { startStepTeam } from './step-team-node';

/** What a caller may add to what the run itself says. */
export interface RecordOptions extends Pick<AnalysisInput, 'onStep'> {
  /** The folder that holds the runs. */
  readonly runs?: string;
  /** How many threads measure the steps before the last; without any, this one does, in float64. */
  readonly threads?: number;
}

/**
 * Analyzes a recorded run and records the result in it: the tensor files `analysis`, `surfaces` and `film`, and the
 * headline measures in the manifest, which replace earlier ones. Nothing changes if the analysis fails.
 *
 * A run that is passed on keeps only a few of its checkpoints. Curves recorded while all were there cannot be made
 * again, so they are kept, and only what belongs to the final step is computed anew.
 */
export async function recordAnalysis(name: string, options: RecordOptions = {}): Promise<Analysis> {
  const { runs = runsFolder, threads = 0, onStep } = options;
  const run = await Run.open(folderSource(name, runs));
  const kept = await irreplaceableCurves(run);
  const input = analysisInput(run);
  const result = await analyzeRun({
    ...input,
    steps: kept.length > 0 ? input.steps.slice(-1) : input.steps,
    ...(onStep === undefined ? {} : { onStep }),
    ...(threads > 0
      ? {
          measureSteps: (plan, steps) => startStepTeam(name, runs, plan, steps, threads),
          measureGroupSteps: (steps) => startStepTeam(name, runs, 'group', steps, threads),
        }
      : {}),
  });
  const analysis = merged(result.analysis, kept, 'analysis');
  const surfaces = merged(result.surfaces, kept, 'surfaces');
  const film = merged(result.film, kept, 'film');
  const writer = await RunWriter.extend(name, runs);
  if (analysis.length > 0) await writer.writeTensors('analysis', analysis);
  if (surfaces.length > 0) await writer.writeTensors('surfaces', surfaces);
  if (film.length > 0) await writer.writeTensors('film', film);
  const headline = kept.length > 0 ? withHistory(result.headline, run) : result.headline;
  // What the training wrote into the headline stays unless we measure it too.
  writer.describe({ headline: { ...writer.current.headline, ...plainJson(headline) } });
  await writer.settle();
  return { analysis, surfaces, film, headline };
}

/** A tensor that tells of the training, and the file in which it stands. */
interface Curve {
  readonly file: string;
  readonly tensor: NamedTensor;
}

const tellsOfTraining = ({ name, dims }: { readonly name: string; readonly dims: readonly string[] }) =>
  dims.includes('step') || name === 'phases';

/** The recorded curves, if they hold steps whose weights are no longer there; none otherwise. */
async function irreplaceableCurves(run: Run): Promise<Curve[]> {
  const entries = run.manifest.tensors.filter(
    (entry) => /^(analysis|surfaces|film)(-b)?\.safetensors$/.test(entry.file) && tellsOfTraining(entry),
  );
  const known = new Set<number | string>(run.checkpointSteps);
  const lost = entries.some(({ coords }) => coords?.step?.some((step) => !known.has(step)));
  if (!lost) return [];
  return Promise.all(
    entries.map(async (entry) => ({
      file: entry.file.replace(/(-b)?\.safetensors$/, ''),
      tensor: await run.tensor(entry.name),
    })),
  );
}

/** Fresh tensors of the final step beside the kept curves of one file; a curve that was not recorded is new. */
function merged(fresh: readonly NamedTensor[], kept: readonly Curve[], file: string): readonly NamedTensor[] {
  if (kept.length === 0) return fresh;
  const curves = kept.filter((curve) => curve.file === file).map(({ tensor }) => tensor);
  const replaced = new Set(curves.map(({ name }) => name));
  return [...fresh.filter((tensor) => !replaced.has(tensor.name)), ...curves];
}

/** A headline of the final step with what only the whole training could say. */
function withHistory(headline: Analysis['headline'], run: Run): Analysis['headline'] {
  const { phases, grokkedStep, leftOut } = run.manifest.headline;
  const old = {
    ...(phases === undefined ? {} : { phases }),
    ...(grokkedStep === undefined ? {} : { grokkedStep }),
  };
  const { leftOut: _, ...fresh } = headline;
  const history: Analysis['headline'] = JSON.parse(
    JSON.stringify({ ...old, ...(leftOut === undefined ? {} : { leftOut }) }),
  );
  return { ...fresh, ...history };
}

type Headline = RunWriter['current']['headline'];

/** The headline as the manifest takes it: a copy without read-only types. */
function plainJson(headline: Analysis['headline']): Headline {
  const copy: Headline = JSON.parse(JSON.stringify(headline));
  return copy;
}
