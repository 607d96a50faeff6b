import { describe, expect, it } from 'vitest';
import { thrownIn } from '../../src/render/page/thrown';

/** What Motion Canvas logs of an error that a computed value throws. */
const logged = (error: Error) => ({ message: error.message, stack: error.stack ?? '' });

describe('a line of the log', () => {
  it.each([
    ['of an ordinary error', logged(new RangeError('the cogs are worn')), 'RangeError', 'the cogs are worn'],
    ['of several lines', logged(new Error('one\ntwo')), 'Error', 'one\ntwo'],
    ['that is the error itself', new TypeError('no node'), 'TypeError', 'no node'],
  ])('tells of something thrown by its stack (%s)', (_, payload, name, message) => {
    expect(thrownIn(payload)).toMatchObject({ name, message, stack: payload.stack });
  });

  it('of what was thrown without being an error is known by having no message', () => {
    expect(thrownIn(JSON.parse('{}'))?.message).toContain('throws no Error');
  });

  it.each([
    ['a key that is there twice', { message: 'Duplicated node key: "a".', stack: new Error().stack ?? '' }],
    ['a formula that does not parse', { message: 'Invalid MathJax: Missing }' }],
    ['a shader', { message: 'Shader compilation error: x', stack: '  at (http://host/a.glsl:1:2)' }],
  ])('that only says something is no error of a scene (%s)', (_, payload) => {
    expect(thrownIn(payload)).toBeUndefined();
  });
});
