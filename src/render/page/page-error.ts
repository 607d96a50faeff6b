import type { PageError } from './protocol';

/** An error on its way through, with the scene and the frame that were being played. */
export class PlayError extends Error {
  constructor(
    override readonly cause: unknown,
    readonly scene: string,
    readonly frame: number,
  ) {
    super(cause instanceof Error ? cause.message : String(cause));
  }
}

/** Puts an error of any kind into words that survive the socket. */
export function pageError(error: unknown): PageError {
  if (error instanceof PlayError) {
    return { ...pageError(error.cause), scene: error.scene, frame: error.frame };
  }
  if (error instanceof Error) {
    const remarks = 'remarks' in error && typeof error.remarks === 'string' ? error.remarks : undefined;
    return { name: error.name, message: error.message, stack: error.stack ?? '', remarks };
  }
  return {
    name: 'Error',
    message: typeof error === 'object' ? JSON.stringify(error) : String(error),
    stack: '',
  };
}
