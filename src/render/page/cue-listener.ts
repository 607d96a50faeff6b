import type { Said } from '../cues';

/** The event by which a scene says a line while it plays; `docs/rendering.md` tells about it. */
const EVENT = 'film:cue';

/**
 * Hears the lines that scenes say while a piece of work plays them.
 *
 * @param now - Scene and frame that are being played.
 * @param work - Plays scenes, one after the other.
 * @throws TypeError for an event without a text.
 */
export async function hearCues(
  now: () => Pick<Said, 'scene' | 'frame'>,
  work: () => Promise<unknown>,
): Promise<Said[]> {
  const said: Said[] = [];
  let wrong: string | undefined;
  const hear = (event: Event) => {
    const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
    const text = typeof detail === 'object' && detail !== null && 'text' in detail ? detail.text : undefined;
    // Thrown here, it would reach the page and not the scene: it is kept until the work is done.
    if (typeof text === 'string') said.push({ ...now(), text });
    else wrong ??= now().scene;
  };
  addEventListener(EVENT, hear);
  try {
    await work();
  } finally {
    removeEventListener(EVENT, hear);
  }
  if (wrong !== undefined) {
    throw new TypeError(
      `scene "${wrong}" sends a "${EVENT}" event without a text: give it { detail: { text } }.`,
    );
  }
  return said;
}
