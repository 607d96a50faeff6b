import { WorkError } from '../errors';

/** Whether something failed for want of room; tools that write by themselves say so in words. */
export const isDiskFull = (error: unknown) => /ENOSPC|no space left/i.test(String(error));

export const diskFull = (cache: string) =>
  new WorkError(
    `the disk that holds what films keep is full: ${cache}\n  Make room, or remove what is kept: npm run render clean=true`,
  );

/** What a failed compilation says: the message, the place, and the lines around it. */
export function compileMessage(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const place = 'loc' in error && typeof error.loc === 'object' && error.loc !== null ? error.loc : {};
  const at = [
    'file' in place && typeof place.file === 'string' ? place.file : '',
    'line' in place && typeof place.line === 'number' ? place.line : '',
  ].filter((part) => part !== '');
  const frame = 'frame' in error && typeof error.frame === 'string' ? `\n${error.frame}` : '';
  const where = at.length > 0 && !error.message.includes(String(at[0])) ? `\n  at ${at.join(':')}` : '';
  return `${error.message}${where}${frame}`;
}
