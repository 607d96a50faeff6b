import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const source = path.resolve(__dirname, '../src');

/** Which floors of the house a floor may import from, besides itself and src/errors.ts. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  recording: [],
  model: ['recording'],
  analysis: ['recording', 'model'],
  theme: [],
  nodes: ['theme'],
  scenes: ['nodes', 'theme', 'recording', 'analysis'],
  studio: ['recording', 'nodes', 'theme', 'model'],
  render: [],
  cli: ['recording', 'model', 'analysis', 'theme', 'nodes', 'scenes', 'studio', 'render'],
};

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.tsx?$/.test(file),
);

/** The modules that a file names in its imports, dynamic ones and worker addresses included. */
function importsOf(file: string): string[] {
  const text = readFileSync(path.join(source, file), 'utf8');
  const pattern = /(?:from\s+|import\s*\(\s*|import\s+|new URL\(\s*)['"]([^'"]+)['"]/g;
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}

/** The floor on which a relative import ends, or undefined where it leaves the sources or stays a file. */
function floorOf(file: string, module: string): string | undefined {
  if (!module.startsWith('.')) return undefined;
  const target = path.relative(source, path.resolve(source, path.dirname(file), module));
  if (target.startsWith('..')) return undefined;
  const [floor, ...rest] = target.split(path.sep);
  return rest.length > 0 ? floor : undefined;
}

describe('the house', () => {
  it('has no floor besides those of the plan', () => {
    const floors = new Set(
      files.filter((file) => file.includes(path.sep)).map((file) => file.split(path.sep)[0]),
    );
    expect([...floors].filter((floor) => floor !== undefined && !(floor in allowed))).toEqual([]);
  });

  it.each(Object.keys(allowed))('lets %s import only from the floors below it', (floor) => {
    const strays = files
      .filter((file) => file.startsWith(`${floor}${path.sep}`))
      .flatMap((file) =>
        importsOf(file)
          .filter((module) => {
            const target = floorOf(file, module);
            return target !== undefined && target !== floor && !allowed[floor]?.includes(target);
          })
          .map((module) => `${file} imports ${module}`),
      );
    expect(strays).toEqual([]);
  });

  it('keeps Node out of what also runs in the browser', () => {
    const strays = files
      .filter((file) =>
        /^(recording|model|analysis|theme|nodes|scenes)\//.test(file.replaceAll(path.sep, '/')),
      )
      .filter((file) => !/-node\.tsx?$/.test(file))
      .filter((file) =>
        importsOf(file).some((module) => module.startsWith('node:') || /-node$/.test(module)),
      );
    expect(strays).toEqual([]);
  });
});
