import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { parse } from 'node:path';
import { reachedFrom } from './reach';
import { type ProjectCode, projectCode, SCENE } from './scene-list';

/** Hashes of a project's code: of what every scene depends on, and of what each one adds. */
export interface CodeHashes {
  readonly common: string;
  readonly scenes: Readonly<Record<string, string>>;
}

/** What a part of a project consists of. */
export interface CodePart {
  /** Hash of its own modules. */
  readonly hash: string;
  /** Everything that it imports, modules of its own and addresses of dependencies. */
  readonly reached: readonly string[];
}

/** The project's own code, and what it imports besides. */
export interface OwnCode {
  readonly common: CodePart;
  readonly scenes: Readonly<Record<string, CodePart>>;
}

/** The part of a bundler's module graph that is read here. */
export interface ModuleGraph {
  /** Gives the syntax tree of a module's code. */
  readonly parse: (code: string) => unknown;
  readonly getModuleIds: () => Iterable<string>;
  readonly getModuleInfo: (id: string) => {
    readonly code: string | null;
    readonly isEntry: boolean;
    readonly importedIds: readonly string[];
    readonly dynamicallyImportedIds: readonly string[];
  } | null;
}

/**
 * Tells the code of one scene from that of another, so that an edit of one chapter does not make the others new.
 *
 * A module counts for a scene if it is reached through the scene's own module; what is reached without passing
 * through any counts for all. Shared modules count for every scene that imports them. The list of scenes counts for
 * none: a scene more, or in another place, leaves the others as they are. Nor does the project's track: it is mixed
 * under pictures that know nothing of it.
 */
export async function hashCode(graph: ModuleGraph): Promise<OwnCode> {
  const ids = [...graph.getModuleIds()];
  const codes = new Map(ids.map((id) => [id, codeOf(graph, id)]));
  const hashes = new Map<string, string>();
  await Promise.all([...codes].map(async ([id, { rest }]) => hashes.set(id, await hashModule(id, rest))));
  const imports = (id: string) => importsOf(graph, id, codes.get(id)?.track);
  const partOf = (set: ReadonlySet<string>): CodePart => {
    const reached = [...set].sort();
    return { hash: digest(reached.map((id) => `${id} ${hashes.get(id) ?? ''}`)), reached };
  };
  const entries = ids.filter((id) => graph.getModuleInfo(id)?.isEntry);
  const common = reachedFrom(entries, (id) => imports(id).filter((imported) => !SCENE.test(imported)));
  const scenes: Record<string, CodePart> = {};
  for (const id of ids.filter((module) => SCENE.test(module)).sort()) {
    const { name } = parse(id.split('?')[0] ?? '');
    const { hash, reached } = partOf(reachedFrom([id], imports));
    const known = scenes[name];
    scenes[name] = {
      hash: digest([known?.hash ?? '', hash]),
      reached: [...(known?.reached ?? []), ...reached],
    };
  }
  return { common: partOf(common), scenes };
}

/**
 * Puts to each part of a project the dependencies that it imports.
 *
 * @param hashes - Of each dependency, by its address: of itself and of all that it imports in turn.
 */
export function withDependencies(
  { common, scenes }: OwnCode,
  hashes: Readonly<Record<string, string>>,
): CodeHashes {
  const whole = ({ hash, reached }: CodePart) => digest([hash, ...reached.flatMap((id) => hashes[id] ?? [])]);
  return {
    common: whole(common),
    scenes: Object.fromEntries(Object.entries(scenes).map(([name, part]) => [name, whole(part)])),
  };
}

/**
 * What a module imports, except the project's track.
 *
 * @param track - The track's address in the module, if it names one.
 */
function importsOf(graph: ModuleGraph, id: string, track: string | undefined): readonly string[] {
  const info = graph.getModuleInfo(id);
  const imported = info?.importedIds ?? [];
  const tracks = imported.filter((other) => track !== undefined && fileName(other) === fileName(track));
  // Where two files bear the track's name, nobody can tell here which of them it is.
  const counted = tracks.length === 1 ? imported.filter((other) => other !== tracks[0]) : imported;
  return [...counted, ...(info?.dynamicallyImportedIds ?? [])];
}

const fileName = (id: string) => parse(id.split('?')[0] ?? '').base;

/** A module whose code is what its file says; others hold a name of a file, or a part of it. */
const SCRIPT = /\.[cm]?[jt]sx?(?:\?(?:project|scene))?$/;

/** What a module says once plugins are through with it. */
function codeOf(graph: ModuleGraph, id: string): ProjectCode {
  const code = graph.getModuleInfo(id)?.code ?? '';
  return SCRIPT.test(id) ? projectCode(code, graph.parse) : { rest: code };
}

/** A module's code, and its file where that says more: the module of a picture is only its name. */
async function hashModule(id: string, code: string): Promise<string> {
  if (SCRIPT.test(id)) return digest([code]);
  const file = id.split('?')[0] ?? '';
  const content = !file.startsWith('\0') && existsSync(file) ? await readFile(file) : '';
  return digest([code, content]);
}

/** SHA-256 of several parts. */
export function digest(parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex');
}
