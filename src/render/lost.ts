import { WorkError } from '../errors';

/** Milliseconds that the end of a connection may wait for its explanation, which comes another way. */
export const GRACE = 500;

/**
 * A process that the film needs has gone: the browser, a page of it, the encoder. What it was doing can be done
 * again, which is not so of any other failure.
 */
export class LostError extends WorkError {
  override readonly name = 'LostError';
}
