import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { InterruptedError } from '../../src/errors';
import { bundleProject } from '../../src/render/bundle';
import { processes } from './processes';

const fixture = fileURLToPath(new URL('../fixtures/render', import.meta.url));
const build = fileURLToPath(new URL('../../build', import.meta.url));

/** The processes in which this one compiles. */
const compilers = () =>
  processes().filter(
    ({ parent, command }) => parent === process.pid && command.includes('compile-child.mjs'),
  );

/** Writes files into a folder of their own. */
async function writeAt(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

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

  it('counts a package for the scenes that import it, and for all if it is imported for what it does', async () => {
    const scene = join(folder, 'src/scenes/patches.tsx');
    const whole = await readFile(scene, 'utf8');
    const install = (name: string, code: string) =>
      writeAt(join(folder, `node_modules/${name}`), {
        'package.json': `{"name":"${name}"}`,
        'index.js': code,
      });
    await install('paint', "export { tone } from 'paint-tones';");
    await install('paint-tones', "export const tone = '#c04080';");
    /** Which scenes an edit makes new, and whether it makes all new. */
    const madeNew = async (edit: () => Promise<void>) => {
      const before = (await bundleProject(project)).code;
      await edit();
      const after = (await bundleProject(project)).code;
      const names = Object.keys(after.scenes).filter((name) => before.scenes[name] !== after.scenes[name]);
      return before.common === after.common ? names : [...names, 'all'];
    };
    const using = `import { tone } from 'paint';\n${whole.replace("'#c04081'", 'tone').replace("'#c04080'", 'tone')}`;
    expect(using).toContain('  tone,');
    expect(await madeNew(() => writeFile(scene, using))).toEqual(['patches']);
    const otherTone = "export const tone = '#c04082';";
    expect(await madeNew(() => install('paint-tones', otherTone))).toEqual(['patches']);
    expect(await madeNew(() => writeFile(scene, `import 'paint-tones';\n${using}`))).toEqual([
      'patches',
      'all',
    ]);
    expect(await madeNew(() => install('paint-tones', `${otherTone}\nglobalThis.wet = true;`))).toContain(
      'all',
    );
    await writeFile(scene, whole);
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

  it('ends with the signal and leaves no process and no folder behind', async () => {
    const scene = join(folder, 'src/scenes/patches.tsx');
    await writeFile(scene, `${await readFile(scene, 'utf8')}\n// another one`);
    const cache = dirname((await bundleProject(project)).folder);
    await writeFile(scene, `${await readFile(scene, 'utf8')}\n// and another`);
    const before = await readdir(cache);
    await vi.waitFor(() => expect(compilers()).toEqual([]), { timeout: 5000 });
    const abort = new AbortController();
    const compiling = bundleProject(project, abort.signal);
    await vi.waitFor(() => expect(compilers()).toHaveLength(1), { timeout: 5000 });
    abort.abort();
    await expect(compiling).rejects.toThrow(InterruptedError);
    await vi.waitFor(() => expect(compilers()).toEqual([]), { timeout: 5000 });
    expect(await readdir(cache)).toEqual(before);
  });

  it('tells of it if the process that compiles is killed, and goes on next time', async () => {
    const compiling = bundleProject(project);
    const failed = expect(compiling).rejects.toThrow(/what compiles the project ended \(SIGKILL\)/);
    await vi.waitFor(() => expect(compilers()).toHaveLength(1), { timeout: 5000 });
    for (const { pid } of compilers()) process.kill(pid, 'SIGKILL');
    await failed;
    expect((await bundleProject(project)).reused).toBe(false);
  });

  it('tells that a project without a Vite configuration needs one', async () => {
    await expect(bundleProject('/tmp/nowhere/project.ts')).rejects.toThrow(
      /no vite\.config[\s\S]*vite-plugin/,
    );
  });
});
