import type { Bundle } from './bundle';
import type { Encoder, EncodeSettings } from './encode/encoder';
import type { FilmOptions } from './film-options';
import type { OpenProject } from './project';
import { digest } from './scene-code';

/** Changes when pieces of an earlier version of this renderer must not be used. */
const STORE_VERSION = 2;

/** Everything that the pieces of a film depend on, besides what its scenes read. */
export function storeKey(
  open: OpenProject,
  options: FilmOptions,
  { size, fps, transparent }: EncodeSettings,
  encoder: Encoder,
  pieceFrames: number,
): string {
  const { bundle, description, browser } = open;
  // They are played in the order of the project, in whichever they are asked for.
  const scenes = description.scenes.filter((scene) => options.scenes?.includes(scene) ?? true);
  const code = codeOf(bundle, scenes);
  // Who has every frame drawn does not trust those that were repeated.
  if (options.repeat === false) code.push('every frame drawn');
  const what = [STORE_VERSION, bundle.code.common, scenes, code, options.variables ?? {}];
  const how = [size, fps, transparent, pieceFrames, browser.version, encoder.identity];
  return digest([JSON.stringify([...what, ...how])]).slice(0, 24);
}

/**
 * Everything that tells where the project's track stands under the scenes of a film: the lengths of all that come
 * before them. No part of the pieces' name, as nobody sees it in them.
 *
 * @returns undefined where it need not be known.
 */
export function wholeKey({ bundle, description }: OpenProject, options: FilmOptions): string | undefined {
  const { audio, scenes } = description;
  if (audio === undefined || options.audio === false) return undefined;
  if (options.scenes === undefined || options.scenes.length >= scenes.length) return undefined;
  const what = [bundle.code.common, scenes, codeOf(bundle, scenes)];
  return digest([JSON.stringify([...what, options.variables ?? {}, options.fps ?? description.fps])]);
}

/** The code of scenes. One that is no module of its own is known by the code of all. */
const codeOf = ({ code, id }: Bundle, scenes: readonly string[]) =>
  scenes.map((scene) => code.scenes[scene] ?? id);
