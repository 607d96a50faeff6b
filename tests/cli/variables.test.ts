import { describe, expect, it } from 'vitest';
import { parseVariables } from '../../src/cli/variables';

describe("a project's variables on the command line", () => {
  it('are a JSON object', () => {
    expect(parseVariables('{"seconds": 4, "title": "Hands", "on": false}', 'variables')).toEqual({
      ...{ seconds: 4, title: 'Hands', on: false },
    });
  });

  it.each(['seconds=4', '[4]', '4', 'null', '{seconds: 4}'])('are not %s', (value) => {
    expect(() => parseVariables(value, 'variables')).toThrow(
      `variables=${value}: variables takes a JSON object, in quotes for the shell: variables='{"seconds": 4}'.`,
    );
  });
});
