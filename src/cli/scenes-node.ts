import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { storyOrder } from '../scenes/order';

/** The folder of the film's own scenes. */
export const scenesFolder = fileURLToPath(new URL('../scenes', import.meta.url));

/** The project that holds every chapter of the film. */
export const filmProject = fileURLToPath(new URL('../scenes/project.ts', import.meta.url));

/** The chapters that exist, in story order. A chapter is a file `<id>.tsx`. */
export async function chapters(): Promise<string[]> {
  const files = await readdir(scenesFolder);
  return storyOrder.filter((id) => files.includes(`${id}.tsx`));
}
