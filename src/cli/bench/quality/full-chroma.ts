import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { WorkError } from '../../../errors';
import type { FoundFfmpeg, PixelSize } from '../../../render';
import { parseSsim, type Ssim } from '../render/ssim';

/** What is compared. */
export interface FullChromaRequest {
  readonly film: string;
  /** A file of frames as they were drawn: red, green, blue and a fourth byte that does not count. */
  readonly frames: string;
  readonly size: PixelSize;
  readonly fps: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Compares a film that keeps its colours at full size with the frames as they were drawn, frame by frame: planes of
 * BT.709, 4:4:4, limited range, ten bits. So what is lost by less colour than that is no part of the comparison, as
 * it would be in 4:2:0, and eight bits of drawing pass into ten without a step of rounding that shows.
 *
 * @throws WorkError if the film and the frames have none in common, or are not of one size.
 */
export async function measureFullChroma(ffmpeg: FoundFfmpeg, request: FullChromaRequest): Promise<Ssim> {
  const { film, frames, size, fps, signal } = request;
  const raw = `-f rawvideo -pix_fmt rgb0 -s ${size.width}x${size.height} -r ${fps}`.split(' ');
  const args = ['-v', 'error', '-i', film, ...raw, '-i', frames, '-lavfi', FILTER, '-f', 'null', '-'];
  const asked = promisify(execFile)(ffmpeg.path, args, { signal, maxBuffer: 1 << 26 });
  const { stdout } = await asked.catch((error: Error & { stderr?: string }) => {
    throw new WorkError(`the film cannot be compared: ${error.stderr?.trim() ?? error.message}`);
  });
  return parseSsim(stdout);
}

/** Frames are paired by their number. */
const ALIKE =
  'scale=in_color_matrix=bt709:out_color_matrix=bt709:out_range=tv:' +
  'flags=accurate_rnd+full_chroma_int+full_chroma_inp,format=yuv444p10le,settb=1/1000,setpts=N';

const FILTER = `[0:v]${ALIKE}[film];[1:v]${ALIKE}[drawn];[film][drawn]ssim=stats_file=-:shortest=1`;
