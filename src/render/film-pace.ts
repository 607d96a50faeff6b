import { rm } from 'node:fs/promises';
import { chooseEncoder, type EncoderName } from './encode/choose';
import type { EncodeSettings } from './encode/encoder';
import { type Pace, type PaceOptions, paceTo } from './pace';
import type { OpenProject } from './project';

/** Everything that is encoded here is H.264 in MP4, the one kind that both encoders make. */
const PACE_FORMAT = { format: 'mp4', codec: 'h264' } as const;

/** How frames are encoded whose pace is measured, and which. */
export interface FilmPaceOptions extends PaceOptions {
  readonly encoder: EncoderName;
  readonly crf: number;
  readonly preset: string;
  /** A path for the encoder to write to: the file is removed at the end. */
  readonly scratch: string;
}

/**
 * Draws and encodes frames: how fast a film comes about once its pages stand ready, up to its encoder's last frame.
 *
 * @throws The same as `film`.
 */
export async function filmPace(open: OpenProject, options: FilmPaceOptions): Promise<Pace> {
  const { crf, preset, scratch } = options;
  try {
    return await paceTo(open, options, async ({ size, fps }, frames) => {
      const settings: EncodeSettings = { size, fps, crf, preset, transparent: false, repeat: true };
      const encoder = await chooseEncoder(open, [options.encoder], PACE_FORMAT, settings);
      const { shipping, block, window } = encoder;
      const { take, finish, abort } = await encoder.begin({ path: scratch, frames }, scratch);
      return { taker: { shipping, repeat: true, block, window, take }, finish, abort };
    });
  } finally {
    await rm(scratch, { force: true });
  }
}
