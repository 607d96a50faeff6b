import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleProject } from '../../src/render/bundle';

const fixture = fileURLToPath(new URL('../fixtures/render', import.meta.url));
const build = fileURLToPath(new URL('../../build', import.meta.url));

// Named as what needs a browser, because it takes its time: it compiles Motion Canvas.
describe('compiling a project', () => {
  let folder = '';
  let project = '';
  beforeAll(async () => {
    await mkdir(build, { recursive: true });
    // Inside the repository, so that the copy finds its dependencies.
    folder = await mkdtemp(join(build, 'bundle-'));
    await cp(fixture, folder, { recursive: true });
    project = join(folder, 'src/project.ts');
  });
  afterAll(async () => {
    const { folder: compiled } = await bundleProject(project);
    await rm(dirname(compiled), { recursive: true });
    await rm(folder, { recursive: true });
  });

  it('is done once for the same sources, and again when one changes', async () => {
    const first = await bundleProject(project);
    expect(first.reused).toBe(false);
    const second = await bundleProject(project);
    expect(second).toMatchObject({ reused: true, id: first.id, entry: first.entry });
    const scene = join(folder, 'src/scenes/patches.tsx');
    await writeFile(scene, (await readFile(scene, 'utf8')).replace('#c04080', '#c04081'));
    const third = await bundleProject(project);
    expect(third.reused).toBe(false);
    expect(third.id).not.toBe(first.id);
    // The dependencies did not change, so they were not compiled again.
    expect(third.dependencies).toBe(first.dependencies);
  });

  it('keeps dependencies out of the project, so that they exist once', async () => {
    const { folder: compiled, entry } = await bundleProject(project);
    const text = await readFile(join(compiled, entry), 'utf8');
    expect(text).toMatch(/from ?["']\/@film\/dependencies\/_motion_canvas_core/);
    expect(text).not.toContain('class PlaybackManager');
  });

  it('fails with the place in the source where it does not compile, and works again once that is mended', async () => {
    const scene = join(folder, 'src/scenes/clock.tsx');
    const whole = await readFile(scene, 'utf8');
    await writeFile(scene, whole.replace('const turn = ', 'const turn = = '));
    await expect(bundleProject(project)).rejects.toThrow(/does not compile[\s\S]*clock\.tsx:\d+/);
    await writeFile(scene, whole.replace("'@motion-canvas/2d'", "'@motion-canvas/3d'"));
    await expect(bundleProject(project)).rejects.toThrow(/@motion-canvas\/3d/);
    await writeFile(scene, whole);
    expect((await bundleProject(project)).entry).not.toBe('');
  });

  it('tells that a project without a Vite configuration needs one', async () => {
    await expect(bundleProject('/tmp/nowhere/project.ts')).rejects.toThrow(
      /no vite\.config[\s\S]*vite-plugin/,
    );
  });
});
