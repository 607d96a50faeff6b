/** What a browser that was told to gives its pages. */
type Collect = (options: { type: 'major'; execution: 'async' }) => Promise<void>;

/** Frames between two collections: a few tenths of a second's work, for some tens of megabytes. */
const PERIOD = 240;

/**
 * Collects what frames left behind, every few seconds of film.
 *
 * Motion Canvas makes a path for every shape of every frame. To the script's collector these are a few bytes each,
 * and it waits; outside its heap they are kilobytes, and a page grows by a hundred megabytes a thousand frames.
 */
export async function tidyUp(drawn: number): Promise<void> {
  if (drawn % PERIOD !== 0 || !('gc' in globalThis)) return;
  const collect = globalThis.gc as Collect;
  await collect({ type: 'major', execution: 'async' });
}
