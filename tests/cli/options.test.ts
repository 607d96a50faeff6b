import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from '../../src/cli/nearest';
import { choice, flag, number, parseArguments, text } from '../../src/cli/options';
import { InputError } from '../../src/errors';

const table = {
  scene: text('what to film'),
  quality: choice(['preview', 'high', '4k'], 'how fine', { fallback: 'high' }),
  fps: number('frames a second', { min: 1, max: 240, whole: true }),
  json: flag('for machines'),
};
const parse = (...args: string[]) => parseArguments(args, table);

describe('the command line', () => {
  it('reads both spellings alike', () => {
    const expected = { scene: 'clocks', quality: 'preview', fps: 30, json: true };
    expect(parse('scene=clocks', 'quality=preview', 'fps=30', 'json=true').values).toEqual(expected);
    expect(parse('--scene', 'clocks', '--quality=preview', '--fps', '30', '--json').values).toEqual(expected);
  });

  it('fills in the defaults', () => {
    expect(parse().values).toEqual({ scene: undefined, quality: 'high', fps: undefined, json: false });
  });

  it('keeps an equals sign inside a value', () => {
    expect(parse('scene=a=b').values.scene).toBe('a=b');
  });

  it('takes a flag before another key as true', () => {
    expect(parse('--json', '--scene', 'clocks').values).toMatchObject({ json: true, scene: 'clocks' });
    expect(parse('--json', 'false').values.json).toBe(false);
  });

  it.each([
    [['sceen=clocks'], /unknown key "sceen"\. Did you mean "scene"\?\n.*scene, quality, fps, json/],
    [['quality=hihg'], /unknown value for quality= "hihg"\. Did you mean "high"\?/],
    [['fps=0'], /fps=0: fps takes a whole number from 1 to 240/],
    [['fps=1e9'], /whole number from 1 to 240/],
    [['fps='], /whole number/],
    [['fps=2.5'], /whole number/],
    [['json=yes'], /takes true or false/],
    [['scene='], /needs a value/],
    [['--scene'], /--scene needs a value/],
    [['fps=1', 'fps=2'], /given twice/],
    [['constructor=1'], /unknown key "constructor"/],
  ])('refuses %j', (args, message) => {
    expect(() => parse(...args)).toThrow(InputError);
    expect(() => parse(...args)).toThrow(message);
  });

  it('leaves words without keys to the command', () => {
    expect(parse('train', 'fps=5').words).toEqual(['train']);
  });
});

describe('the nearest word', () => {
  it('is found across a slip of the finger', () => {
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(nearest('clock', ['clocks', 'surfaces'])).toBe('clocks');
    expect(nearest('loss', ['clocks', 'loss-curves'])).toBe('loss-curves');
  });

  it('is not guessed where nothing is near', () => {
    expect(nearest('xyzzyx', ['clocks', 'surfaces'])).toBeUndefined();
  });
});
