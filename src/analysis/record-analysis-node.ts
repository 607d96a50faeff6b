import { Run } from '../recording/run';
import { folderSource, runsFolder } from '../recording/source-node';
import { RunWriter } from '../recording/writer-node';
import { type Analysis, type AnalysisInput, analyzeRun } from './analyze-run';
import { analysisInput } from './run-input';

/** What a caller may add to what the run itself says. */
export interface RecordOptions extends Pick<AnalysisInput, 'fastLogits' | 'onStep'> {
  /** The folder that holds the runs. */
  readonly runs?: string;
}

/**
 * Analyzes a recorded run and records the result in it: the tensor files `analysis` and `surfaces`, and the
 * headline measures in the manifest, which replace earlier ones. Nothing changes if the analysis fails.
 */
export async function recordAnalysis(name: string, options: RecordOptions = {}): Promise<Analysis> {
  const { runs = runsFolder, ...rest } = options;
  const run = await Run.open(folderSource(name, runs));
  const result = await analyzeRun({ ...analysisInput(run), ...rest });
  const writer = await RunWriter.extend(name, runs);
  if (result.analysis.length > 0) await writer.writeTensors('analysis', result.analysis);
  if (result.surfaces.length > 0) await writer.writeTensors('surfaces', result.surfaces);
  // Our measures are computed anew; what the training wrote into the headline stays unless we measure it too.
  writer.describe({ headline: { ...writer.current.headline, ...plainJson(result.headline) } });
  await writer.settle();
  return result;
}

type Headline = RunWriter['current']['headline'];

/** The headline as the manifest takes it: a copy without read-only types. */
function plainJson(headline: Analysis['headline']): Headline {
  const copy: Headline = JSON.parse(JSON.stringify(headline));
  return copy;
}
