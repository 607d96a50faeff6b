import type { OptionTable, OptionValues } from './options';

/** What a command may use of the world around it. */
export interface CommandContext {
  /** Aborts on Ctrl-C: a command leaves nothing half-written and says how to resume. */
  readonly signal: AbortSignal;
  /** The words of the command line that are neither keys nor flags: `bench train` has `train`. */
  readonly words: readonly string[];
  /** The command as a person would type it again, for records: `npm run train seed=3`. */
  readonly commandLine: string;
  /** Machine-readable output: one JSON object a line on standard output. */
  readonly json: (value: Readonly<Record<string, unknown>>) => void;
  /** What a person reads: standard error, so that standard output stays for machines. */
  readonly say: (line: string) => void;
}

/** One command of the command line. */
export interface Command<T extends OptionTable> {
  readonly name: string;
  /** One line for `clockwork --help`. */
  readonly summary: string;
  /** Words the command takes besides keys, for its usage line: `train|render`. */
  readonly words?: string;
  readonly options: T;
  /** Examples for `--help`, each a whole command line. */
  readonly examples: readonly string[];
  /** Does the work; resolves to an exit code (0 if it says nothing). */
  readonly run: (values: OptionValues<T>, context: CommandContext) => Promise<number | undefined>;
}

/** A command whose options only the command itself knows. */
export interface AnyCommand {
  readonly name: string;
  readonly summary: string;
  readonly help: () => string;
  readonly execute: (args: readonly string[], context: Omit<CommandContext, 'words'>) => Promise<number>;
}
