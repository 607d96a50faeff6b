import type { LogPayload } from '@motion-canvas/core';

/** Parts of a browser's stack: the error's name and message, and the calls below. */
const HEAD = /^(?:(\w+)(?:: ))?([\s\S]*?)(?=\n\s+at |$)/;

/**
 * The error behind a line of Motion Canvas's log, if one was thrown.
 *
 * What throws while a value is computed is caught and logged, and the value before stays: the editor shows a red
 * line, a film would show a picture that is wrong. Other lines of the same level say that something is odd (a key
 * that is there twice, a formula that does not parse) and come with the stack of whoever says so, or none.
 */
export function thrownIn(payload: LogPayload): Error | undefined {
  if (payload instanceof Error) return payload;
  const message: unknown = payload.message;
  const { stack } = payload;
  // Something that is no Error was thrown: there was nothing to log of it.
  if (typeof message !== 'string') return new Error('a value was computed by something that throws no Error');
  const [, name, text] = HEAD.exec(stack ?? '') ?? [];
  if (name === undefined || text !== message) return undefined;
  return Object.assign(new Error(message), { name, stack, remarks: payload.remarks });
}
