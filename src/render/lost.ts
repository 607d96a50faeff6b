import { WorkError } from '../errors';

/**
 * A process that the film needs has gone: the browser, a page of it, the encoder. What it was doing can be done
 * again, which is not so of any other failure.
 */
export class LostError extends WorkError {
  override readonly name = 'LostError';
}
