import { existsSync, readFileSync } from 'node:fs';
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

/**
 * Puts an error of the page into words, with the places of its stack in the project's own source.
 *
 * @param project - The project's file: what fails before a scene is played is told with it.
 */
export function sceneError(error: PageError, locate: Locate, project: string): SceneError {
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
    error.scene === undefined ? relative(process.cwd(), project) : `scene "${error.scene}"`,
    error.frame === undefined ? '' : `frame ${error.frame}`,
  ].filter((part) => part !== '');
  const head = `${where.join(', ')}: `;
  const remarks = error.remarks ? `\n  ${error.remarks.replace(/<[^>]+>/g, '').trim()}` : '';
  const text = [`${head}${error.name}: ${error.message}${remarks}`, ...shown.map((line) => `    ${line}`)];
  return new SceneError(text.join('\n'), error.scene, error.frame, shown);
}

/** Finds places in the files of a bundle. Their source maps are read when something has gone wrong, not before. */
export function bundleLocator(folders: readonly string[]): Locate {
  const maps = new Map<string, { map: SourceMap; folder: string } | undefined>();
  const load = (file: string) => {
    for (const folder of folders) {
      const path = join(folder, `${file}.map`);
      if (existsSync(path)) return { map: new SourceMap(JSON.parse(readFileSync(path, 'utf8'))), folder };
    }
    return undefined;
  };
  const pageFolder = join(dirname(fileURLToPath(import.meta.url)), 'page');
  return (file, line, column) => {
    if (!maps.has(file)) maps.set(file, load(file));
    const found = maps.get(file);
    const entry = found?.map.findEntry(line - 1, column - 1);
    if (!found || !entry || !('originalSource' in entry) || !entry.originalSource) return undefined;
    const source = resolve(found.folder, dirname(file), entry.originalSource);
    // Our own page code calls the scene; nobody who reads the stack wants to go there.
    if (source.startsWith(pageFolder)) return undefined;
    return `${relative(process.cwd(), source)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  };
}
