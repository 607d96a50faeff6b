import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { film, openProject, parseMoment, takeStills, writeWhole } from '../src/render';
import { type ChapterId, chapterTitle, storyOrder } from '../src/scenes/order';

/** The moment of each chapter that shows best what it is about. */
const moments: Readonly<Partial<Record<ChapterId, string>>> = {
  'cold-open': '85%',
  'modular-addition': '88%',
  'model-view': '92%',
  discovery: '80%',
  'loss-curves': '92%',
  clues: '22%',
  probes: '48%',
  clocks: '80%',
  'trig-identity': '40%',
  'excluded-loss': '45%',
  finale: '46%',
};
const OTHERWISE = '60%';
/** A few seconds around that moment, small enough for a page. */
const clip = { seconds: 4, fps: 30, size: { width: 854, height: 480 } };

const folder = fileURLToPath(new URL('../docs/gallery/', import.meta.url));
const open = await openProject({
  project: fileURLToPath(new URL('../src/scenes/project.ts', import.meta.url)),
});
try {
  const chapters = storyOrder.filter((id) => open.description.scenes.includes(id));
  const sections: string[] = [];
  for (const id of chapters) {
    const size = { width: 1280, height: 720 };
    const moment = parseMoment(moments[id] ?? OTHERWISE);
    const [still] = await takeStills(open, { scenes: [id], size, fps: 60, moments: [moment] });
    if (still === undefined) throw new Error(`no still of ${id}`);
    await writeWhole(`${folder}${id}.png`, still.png);
    const begin = Math.max(0, still.seconds - clip.seconds / 2);
    const range = { from: parseMoment(`${begin}s`), to: parseMoment(`${begin + clip.seconds}s`) };
    const out = `${folder}${id}.mp4`;
    const { bytes } = await film(open, { ...clip, scenes: [id], range, out, crf: 24, captions: 'none' });
    console.log(`${id}: still at ${still.seconds.toFixed(1)} s, clip of ${(bytes / 1024).toFixed(0)} KiB`);
    sections.push(
      `## ${chapterTitle(id) ?? 'The opening'}\n\n` +
        `\`npm run render scene=${id}\` · [a few seconds of it](${id}.mp4)\n\n![${id}](${id}.png)\n`,
    );
  }
  await writeFile(`${folder}README.md`, `# The chapters, in story order\n\n${sections.join('\n')}`);
} finally {
  await open.close();
}
