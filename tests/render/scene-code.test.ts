import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import { hashCode, type ModuleGraph, withDependencies } from '../../src/render/scene-code';

/** A small project: two scenes, a module that both use, one that only the second does, a style, a track, two packages. */
const PROJECT = `import a from './a?scene';
import b from './b?scene';
import './look.css';
import track from './track.wav';
export default makeProject({ scenes: [a, b], audio: track });`;

const modules: Record<string, [code: string, imports: string[]]> = {
  '\0entry': ['entry', ['/project.ts?project']],
  '/project.ts?project': [PROJECT, ['/a.tsx?scene', '/b.tsx?scene', '/look.css', '/track.wav']],
  '/track.wav': ['track', []],
  '/look.css': ['look', []],
  '/a.tsx?scene': ['scene a', ['/a.tsx']],
  '/b.tsx?scene': ['scene b', ['/b.tsx']],
  '/a.tsx': ['a', ['/shared.ts']],
  '/b.tsx': ['b', ['/shared.ts', '/own.ts', '/@film/dependencies/second.js']],
  '/shared.ts': ['shared', ['/@film/dependencies/both.js']],
  '/own.ts': ['own', []],
};

function graph(edits: Record<string, string>): ModuleGraph {
  return {
    parse: parseAst,
    getModuleIds: () => Object.keys(modules),
    getModuleInfo: (id) => {
      const [code, importedIds] = modules[id] ?? ['', []];
      return {
        code: edits[id] ?? code,
        isEntry: id === '\0entry',
        importedIds,
        dynamicallyImportedIds: [],
      };
    },
  };
}

/** What an edit changes. */
async function changedBy(edits: Record<string, string>): Promise<string[]> {
  const code = async (edited: Record<string, string>) =>
    withDependencies(await hashCode(graph(edited)), {
      '/@film/dependencies/both.js': edited.both ?? 'as it was',
      '/@film/dependencies/second.js': edited.second ?? 'as it was',
    });
  const [before, after] = [await code({}), await code(edits)];
  const names = Object.keys(before.scenes).filter((name) => before.scenes[name] !== after.scenes[name]);
  return before.common === after.common ? names : [...names, 'common'];
}

describe('the code of a scene', () => {
  it.each([
    ['/a.tsx', ['a']],
    ['/own.ts', ['b']],
    ['/shared.ts', ['a', 'b']],
    ['/project.ts?project', ['common']],
    ['/look.css', ['common']],
    ['/track.wav', []],
    ['second', ['b']],
    ['both', ['a', 'b']],
  ])('changes with what the scene imports, and not with the rest (%s)', async (file, changed) => {
    expect(await changedBy({ [file]: 'edited' })).toEqual(changed);
  });
});
