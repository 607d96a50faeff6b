import type { FoundFfmpeg } from '../../../render';
import { type FilmFacts, filmFacts, type Matrix } from './film-facts';
import { measureSsim, type Pairing, type Ssim } from './ssim';

/** A finished film, looked at. */
export interface Likeness {
  readonly frames: number;
  readonly bytes: number;
  readonly megabitsPerSecond: number;
  readonly ssim: Ssim;
  /** What had to be made alike before it could be compared. */
  readonly notes: readonly string[];
}

/** Frames on which it is tried how a film lies beside the reference. */
const TRIAL = 30;

/** A pairing that nobody would expect must be better by so much. */
const CLEARLY = 0.002;

/**
 * Compares a film with the frames themselves. A film that begins a frame early or late, or whose colours are of another
 * matrix than it says, is taken as it is meant, and this is told.
 *
 * @param reference - The same clip without loss.
 * @throws WorkError if there is no film, or it cannot be compared.
 */
export async function likenessOf(
  ffmpeg: FoundFfmpeg,
  film: string,
  reference: string,
  fps: number,
  signal?: AbortSignal,
): Promise<Likeness> {
  const [facts, wanted] = await Promise.all([filmFacts(ffmpeg, film), filmFacts(ffmpeg, reference)]);
  const { frames, bytes, unusual } = facts;
  const request = { film, reference, plain: unusual === undefined, signal };
  const tried = async (pairing: Pairing) => ({
    pairing,
    ssim: await measureSsim(ffmpeg, { ...request, ...pairing, frames: TRIAL }),
  });
  let best = await tried({ offset: 0, matrix: facts.matrix ?? 'bt709' });
  for (const matrix of ['bt709', 'bt601'] as const) {
    for (const offset of [0, -1, 1]) {
      if (best.ssim.mean > 1 - CLEARLY) break;
      const other = await tried({ offset, matrix });
      if (other.ssim.mean > best.ssim.mean + CLEARLY) best = other;
    }
  }
  const ssim = await measureSsim(ffmpeg, { ...request, ...best.pairing });
  const megabitsPerSecond = (8 * bytes * fps) / frames / 1e6;
  return { frames, bytes, megabitsPerSecond, ssim, notes: notesOf(facts, wanted, best.pairing) };
}

/** What is not as the reference is. */
export function notesOf(facts: FilmFacts, wanted: FilmFacts, { offset, matrix }: Pairing): string[] {
  const notes: string[] = [];
  const more = facts.frames - wanted.frames;
  if (more !== 0) notes.push(`${count(Math.abs(more))} ${more > 0 ? 'more' : 'less'}`);
  if (offset !== 0) notes.push(`compared ${count(Math.abs(offset))} ${offset > 0 ? 'late' : 'early'}`);
  if (facts.matrix === undefined) notes.push(`colours not tagged, of ${NAMES[matrix]}`);
  else if (facts.matrix !== matrix)
    notes.push(`colours tagged ${NAMES[facts.matrix]}, but of ${NAMES[matrix]}`);
  else if (matrix === 'bt601') notes.push(`colours of ${NAMES.bt601}`);
  if (facts.unusual !== undefined) notes.push(`converted from ${facts.unusual}`);
  return notes;
}

const NAMES: Readonly<Record<Matrix, string>> = { bt709: 'BT.709', bt601: 'BT.601' };

const count = (frames: number) => `${frames} frame${frames === 1 ? '' : 's'}`;
