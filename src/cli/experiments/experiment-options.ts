/** What both experiments are told. */
export interface ExperimentOptions {
  readonly p: number;
  readonly fraction: number;
  readonly seeds: number | undefined;
  readonly steps: number | undefined;
  readonly threads: number;
  /** Whether to train what is not there yet. */
  readonly train: boolean;
  /** The folder of the page. */
  readonly out: string;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
  /** Hears of every run that is finished. */
  readonly finished: (result: Readonly<Record<string, unknown>>) => void;
}

/** Where an experiment's finished runs are kept. */
export const keptIn = (out: string, experiment: string) => `${out}/measured/${experiment}`;

/** Where two processes tell each other what they are at: no place for anything that stays. */
export const CLAIMS = 'output/experiment-claims';
