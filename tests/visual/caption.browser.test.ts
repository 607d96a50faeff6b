import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenProject, openProject, parseMoment, takeStills } from '../../src/render';

const project = resolve(__dirname, '../../examples/nodes/project.ts');

describe('the caption of a scene', () => {
  let open: OpenProject;
  beforeAll(async () => {
    open = await openProject({ project });
  });
  afterAll(() => open?.close());

  /** The PNG of a moment; one colour throughout takes the least bytes. */
  const picture = async (variables: Record<string, unknown>, at: string) => {
    const [still] = await takeStills(open, {
      scenes: ['caption'],
      size: { width: 480, height: 270 },
      fps: 30,
      moments: [parseMoment(at)],
      variables,
    });
    if (still === undefined) throw new Error('there is no picture');
    return still;
  };

  it('is in the picture unless the variable says not to, and takes the same time', async () => {
    const [drawn, left, empty] = [
      await picture({}, '40%'),
      await picture({ captions: false }, '40%'),
      await picture({}, '0'),
    ];
    expect(left.png.equals(empty.png)).toBe(true);
    expect(drawn.png.equals(empty.png)).toBe(false);
    expect(left.frame).toBe(drawn.frame);
  });
});
