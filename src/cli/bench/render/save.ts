import { writePage } from '../../experiments/page-node';
import { maker } from '../made-node';
import type { SceneComparison } from './compare';
import { readScenes, renderPage } from './page';
import { renderResults, resultOf } from './results';

/** Keeps what was measured of a scene below a folder, and writes the page of all scenes there. */
export async function saveComparison(
  comparison: SceneComparison,
  { command, rounds, out }: { readonly command: string; readonly rounds: number; readonly out: string },
): Promise<void> {
  const results = renderResults(out);
  const made = await maker(command);
  await results.replace(comparison.scene, async () => resultOf(comparison, made, rounds));
  const page = renderPage(await readScenes((scene) => results.read(scene)));
  await writePage(`${out}/renderers.md`, 'How fast films are made', 'npm run bench render', page);
}
