import { processOf } from '../processes-node';

/**
 * Seconds of processor time of all processes that this one started and that have ended, or undefined where the system
 * does not tell as Linux does.
 */
export function endedChildrenSeconds(): number | undefined {
  return processOf('self')?.ended;
}
