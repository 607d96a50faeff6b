import type { Said } from '../cues';
import type { Sound } from '../sounds';

/** The events by which a scene speaks while it plays; `docs/rendering.md` tells about them. */
const CUE = 'film:cue';
const SOUND = 'film:sound';

/** What scenes said and started while they were played. */
export interface Heard {
  readonly said: readonly Said[];
  readonly sounds: readonly Sound[];
}

/** Where a playback stands. */
export interface Now {
  readonly scene: string;
  readonly frame: number;
  readonly seconds: number;
}

/**
 * Hears what scenes say and which sounds they start while a piece of work plays them.
 *
 * @param work - Plays scenes, one after the other.
 * @throws TypeError for an event that lacks its text or its source.
 */
export async function hear(now: () => Now, work: () => Promise<unknown>): Promise<Heard> {
  const said: Said[] = [];
  const sounds: Sound[] = [];
  let wrong: string | undefined;
  const take = (event: Event) => {
    const { scene, frame, seconds } = now();
    const detail = detailOf(event);
    const [text, source] = [detail.get('text'), detail.get('source')];
    if (event.type === CUE && typeof text === 'string') said.push({ scene, frame, text });
    else if (event.type === SOUND && typeof source === 'string')
      sounds.push({
        source,
        at: seconds + (numberIn(detail, 'offset') ?? 0),
        start: numberIn(detail, 'start'),
        end: numberIn(detail, 'end'),
        gain: numberIn(detail, 'gain'),
        playbackRate: numberIn(detail, 'playbackRate'),
      });
    // Thrown here, it would reach the page and not the scene: it is kept until the work is done.
    else wrong ??= `scene "${scene}" sends a "${event.type}" event without a ${needed(event.type)}`;
  };
  for (const type of [CUE, SOUND]) addEventListener(type, take);
  try {
    await work();
  } finally {
    for (const type of [CUE, SOUND]) removeEventListener(type, take);
  }
  if (wrong !== undefined) throw new TypeError(`${wrong}: it goes into the event's detail.`);
  return { said, sounds };
}

const needed = (type: string) => (type === CUE ? 'text' : 'source');

function detailOf(event: Event): ReadonlyMap<string, unknown> {
  const detail: unknown = event instanceof CustomEvent ? event.detail : undefined;
  return new Map(typeof detail === 'object' && detail !== null ? Object.entries(detail) : []);
}

function numberIn(detail: ReadonlyMap<string, unknown>, key: string): number | undefined {
  const value = detail.get(key);
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/**
 * The sounds of a scene's own list, which Motion Canvas has from the release after 3.17 on
 * (`sound(file).play()`); earlier ones have none, and neither has this.
 */
export function soundsOf(scene: object): Sound[] {
  if (!('sounds' in scene)) return [];
  const { sounds } = scene;
  if (typeof sounds !== 'object' || sounds === null || !('getSounds' in sounds)) return [];
  const { getSounds } = sounds;
  const listed: unknown = typeof getSounds === 'function' ? getSounds.call(sounds) : [];
  if (!Array.isArray(listed)) return [];
  return listed.flatMap((entry: unknown) => {
    const detail = new Map(typeof entry === 'object' && entry !== null ? Object.entries(entry) : []);
    const source = detail.get('audio');
    if (typeof source !== 'string') return [];
    return {
      source,
      at: numberIn(detail, 'offset') ?? 0,
      start: numberIn(detail, 'start'),
      end: numberIn(detail, 'end'),
      gain: numberIn(detail, 'gain'),
      playbackRate: numberIn(detail, 'realPlaybackRate'),
    };
  });
}
