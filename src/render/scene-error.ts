import { readFile } from 'node:fs/promises';
import { SourceMap } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { WorkError } from '../errors';
import type { PageError } from './page/protocol';

/** An error that a scene threw while it was played. */
export class SceneError extends WorkError {
  override readonly name = 'SceneError';

  constructor(
    message: string,
    /** The scene, if one was being played. */
    readonly scene: string | undefined,
    /** The frame of the film, if one was being played. */
    readonly frame: number | undefined,
    /** The stack in the project's own source. */
    readonly sourceStack: readonly string[],
  ) {
    super(message);
  }
}

/** Finds the original place of a place in the bundle. */
export type Locate = (file: string, line: number, column: number) => string | undefined;

/** One frame of a browser's stack: `at name (http://host/path:line:column)`. */
const FRAME = /^\s*at (?:(.*?) \()?https?:\/\/[^/]+\/([^)?]+)(?:\?[^:)]*)?:(\d+):(\d+)\)?$/;

/** Puts an error of the page into words, with the places of its stack in the project's own source. */
export function sceneError(error: PageError, locate: Locate): SceneError {
  const stack = error.stack.split('\n').flatMap((line) => {
    const [, name, file, row, column] = FRAME.exec(line) ?? [];
    if (file === undefined) return [];
    const place = locate(file, Number(row), Number(column));
    return place === undefined ? [] : [`at ${name === undefined ? '' : `${name} `}(${place})`];
  });
  // Below the project's own lines lie the renderer's and Motion Canvas's: they are what is always there.
  const own = stack.filter((line) => !line.includes('node_modules'));
  const shown = own.length > 0 ? own : stack.slice(0, 8);
  const where = [
    error.scene === undefined ? '' : `scene "${error.scene}"`,
    error.frame === undefined ? '' : `frame ${error.frame}`,
  ].filter((part) => part !== '');
  const head = where.length > 0 ? `${where.join(', ')}: ` : '';
  const remarks = error.remarks ? `\n  ${error.remarks.replace(/<[^>]+>/g, '').trim()}` : '';
  const text = [`${head}${error.name}: ${error.message}${remarks}`, ...shown.map((line) => `    ${line}`)];
  return new SceneError(text.join('\n'), error.scene, error.frame, shown);
}

/** Reads the source maps of a bundle's files, so that places can be found without waiting. */
export async function bundleLocator(folder: string, files: readonly string[]): Promise<Locate> {
  const maps = new Map<string, SourceMap>();
  for (const file of files) {
    const text = await readFile(join(folder, `${file}.map`), 'utf8').catch(() => undefined);
    if (text !== undefined) maps.set(file, new SourceMap(JSON.parse(text)));
  }
  const ownFolder = dirname(fileURLToPath(import.meta.url));
  return (file, line, column) => {
    const entry = maps.get(file)?.findEntry(line - 1, column - 1);
    if (entry === undefined || !('originalSource' in entry) || !entry.originalSource) return undefined;
    const source = resolve(folder, dirname(file), entry.originalSource);
    // Our own page code calls the scene; nobody who reads the stack wants to go there.
    if (source.startsWith(join(ownFolder, 'page'))) return undefined;
    return `${relative(process.cwd(), source)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  };
}
