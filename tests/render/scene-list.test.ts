import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import { projectCode } from '../../src/render/scene-list';

const project = (imports: string, options: string) => `import { makeProject } from '@motion-canvas/core';
${imports}
import './look.css';

export default makeProject({
  ${options}
});`;
const a = `import a from './a?scene';`;
const b = `import b from './b?scene';`;
const rest = (imports: string, options: string) => projectCode(project(imports, options), parseAst).rest;

describe('a project without its list of scenes', () => {
  it('is the same with a scene more, and with scenes in another order', () => {
    const before = rest(a, 'scenes: [a], variables: { tint: 1 }');
    expect(rest(`${a}\n${b}`, 'scenes: [\n    a,\n    b,\n  ], variables: { tint: 1 }')).toBe(before);
    expect(rest(`${b}\n${a}`, 'scenes: [b, a], variables: { tint: 1 }')).toBe(before);
    expect(before).toContain('look.css');
  });

  it.each([
    ['its variables', `${a}`, 'scenes: [a], variables: { tint: 2 }'],
    ['its experiments', `${a}`, 'scenes: [a], variables: { tint: 1 }, experimentalFeatures: true'],
    ['another import', `${a}\nimport './more.css';`, 'scenes: [a], variables: { tint: 1 }'],
  ])('is another one with %s', (_, imports, options) => {
    expect(rest(imports, options)).not.toBe(rest(a, 'scenes: [a], variables: { tint: 1 }'));
  });

  const track = `import track from '../sound/track.wav';`;
  it('is the same with another track, or with none', () => {
    const before = rest(a, 'scenes: [a], variables: { tint: 1 }');
    expect(rest(`${a}\n${track}`, 'scenes: [a], audio: track, variables: { tint: 1 }')).toBe(before);
    expect(rest(`${a}\n${track}`, 'scenes: [a], variables: { tint: 1 }, audio: track')).toBe(before);
    expect(rest(a, `scenes: [a], audio: '/other.mp3', variables: { tint: 1 }`)).toBe(before);
    const { track: named } = projectCode(project(`${a}\n${track}`, 'scenes: [a], audio: track'), parseAst);
    expect(named).toBe('../sound/track.wav');
  });

  it.each([
    ['used elsewhere', track, 'scenes: [a], audio: track, variables: { track }'],
    ['no file that is heard', `import track from './track';`, 'scenes: [a], audio: track'],
    ['computed', track, 'scenes: [a], audio: pick(track)'],
    [
      'imported along with something else',
      `import track, { x } from './track.wav';`,
      'scenes: [a], audio: track',
    ],
  ])('keeps a track that is %s', (_, imports, options) => {
    const { rest: kept, track: named } = projectCode(project(`${a}\n${imports}`, options), parseAst);
    expect(kept).toContain('track');
    expect(named).toBeUndefined();
  });

  it.each([
    ['counted', 'const all = [a];', 'const all = [a, b];', 'scenes: all, variables: { count: all.length }'],
    ['used elsewhere', 'const first = a;', 'const first = b;', 'scenes: [a, b], variables: { first }'],
    ['made on the spot', '', '', 'scenes: [a, dress(b)]'],
  ])('keeps the names of scenes that are %s', (_, before, after, options) => {
    const changed = options.includes('dress') ? options.replace('dress(b)', 'dress(a)') : options;
    const other = `import a from './c?scene';`;
    expect(rest(`${other}\n${b}\n${before}`, options)).not.toBe(rest(`${a}\n${b}\n${before}`, options));
    expect(rest(`${a}\n${b}\n${before}`, options)).not.toBe(rest(`${a}\n${b}\n${after}`, changed));
  });
});
