import { InputError } from '../errors';

/** Where the files of a run come from: a folder in Node, a server in the browser, memory in a test. */
export interface RunSource {
  /** The run's name. */
  readonly name: string;
  /** What to call the place in an error: a path or an address. */
  readonly where: string;
  /** The bytes of one file of the run; throws an InputError if it is not there. */
  readonly read: (file: string) => Promise<Uint8Array>;
}

/**
 * A run behind a server: `<base>/<name>/run.json` and the files beside it.
 *
 * @param base - Address of the folder that holds the runs; `/runs` by default.
 */
export function fetchSource(name: string, base = '/runs'): RunSource {
  const where = `${base}/${encodeURIComponent(name)}`;
  return {
    name,
    where,
    read: async (file) => {
      // A dev server answers unknown addresses with its own page: that is no file of ours either.
      const response = await fetch(`${where}/${file}`);
      if (!response.ok || response.headers.get('content-type')?.startsWith('text/html')) {
        throw new InputError(
          file === 'run.json'
            ? `there is no run "${name}" at ${base}. Train it with: npm run train out=${name}`
            : `run "${name}": the file ${file} is missing at ${where}.`,
        );
      }
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}
