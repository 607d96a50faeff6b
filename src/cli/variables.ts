import { InputError } from '../errors';

/**
 * Reads the variables of a project: `{"seconds": 4, "title": "Hands"}`.
 *
 * @throws InputError for anything but a JSON object.
 */
export function parseVariables(value: string, key: string): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // It is told below what is expected.
  }
  throw new InputError(
    `${key}=${value}: ${key} takes a JSON object, in quotes for the shell: ${key}='{"seconds": 4}'.`,
  );
}
