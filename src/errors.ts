/**
 * The two ways in which Clockwork says no. Every floor of the house may import this file.
 *
 * The message is the interface: it says what was wrong, where, and what to do.
 */

/** The person asked for something that cannot be: the command line exits with 2. */
export class InputError extends Error {
  override readonly name: string = 'InputError';
  readonly exitCode = 2;
}

/** The request was sound, but the work failed: the command line exits with 1. */
export class WorkError extends Error {
  override readonly name: string = 'WorkError';
  readonly exitCode = 1;
}

/** The person interrupted the work: the command line exits with 130. */
export class InterruptedError extends Error {
  override readonly name: string = 'InterruptedError';
  readonly exitCode = 130;
}
