import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import { hashCode, type ModuleGraph } from '../../src/render/scene-code';

/** A small project: two scenes, a module that both use, one that only the second does, and a style. */
const modules: Record<string, [code: string, imports: string[]]> = {
  '\0entry': ['entry', ['/project.ts?project']],
  '/project.ts?project': ['project', ['/a.tsx?scene', '/b.tsx?scene', '/look.css']],
  '/look.css': ['look', []],
  '/a.tsx?scene': ['scene a', ['/a.tsx']],
  '/b.tsx?scene': ['scene b', ['/b.tsx']],
  '/a.tsx': ['a', ['/shared.ts']],
  '/b.tsx': ['b', ['/shared.ts', '/own.ts']],
  '/shared.ts': ['shared', []],
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
  const [before, after] = [await hashCode(graph({})), await hashCode(graph(edits))];
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
  ])('changes with what the scene imports, and not with the rest (%s)', async (file, changed) => {
    expect(await changedBy({ [file]: 'edited' })).toEqual(changed);
  });
});
