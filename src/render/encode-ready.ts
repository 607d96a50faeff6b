import { open as openFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InterruptedError, WorkError } from '../errors';
import type { Browser } from './browser/launch';
import { ffmpegEncoder } from './encode/ffmpeg';
import { FFMPEG_REMEDY, findFfmpeg } from './encode/find-ffmpeg';
import { packetEncoder } from './encode/packets';
import { type EncodePaceOptions, PACE_FORMAT } from './film-pace';
import { type Pace, paceSince } from './pace';
import { encoderConfig } from './page/packet-encoder';
import type { ReadyFrames } from './ready-frames';

/**
 * Encodes frames with ffmpeg, as a film would: how fast the encoder is when it waits for nobody.
 *
 * @throws WorkError if there is no ffmpeg, or it fails; InterruptedError if the signal aborts.
 */
export async function encodeReady(
  { path, size, fps, frames, bytes }: ReadyFrames,
  { crf, preset, scratch }: EncodePaceOptions,
  signal?: AbortSignal,
): Promise<Pace> {
  const ffmpeg = await findFfmpeg();
  if (!ffmpeg?.x264) throw new WorkError(`there is no ffmpeg with libx264.\n  ${FFMPEG_REMEDY}`);
  const encoder = ffmpegEncoder(ffmpeg, PACE_FORMAT, { size, fps, crf, preset, transparent: false });
  const from = await openFile(path, 'r');
  const piece = await encoder.begin({ path: scratch, frames }, scratch);
  try {
    const begun = performance.now();
    for (let frame = 0; frame < frames; frame++) {
      if (signal?.aborted) throw new InterruptedError('interrupted');
      // A buffer of its own each: the encoder's pipe may still hold the one before.
      const planes = Buffer.allocUnsafe(bytes);
      await from.read(planes, 0, bytes, frame * bytes);
      await piece.take({ kind: 'frame', frame }, planes);
    }
    await piece.finish();
    return paceSince(begun, frames);
  } finally {
    await piece.abort();
    await from.close();
    await rm(scratch, { force: true });
  }
}

/** Frames that the page holds at once: fetching them is not part of the time. */
const HELD = 30;

/**
 * Encodes frames with the browser's own encoder, set up as for a film, in a page that has them already.
 *
 * @throws WorkError if the browser does not encode them.
 */
export async function encodeReadyInBrowser(
  browser: Browser,
  { path, size, fps, frames, bytes }: ReadyFrames,
  { crf, preset }: Pick<EncodePaceOptions, 'crf' | 'preset'>,
): Promise<Pace> {
  const { shipping } = packetEncoder(browser.version, { size, fps, crf, preset, transparent: false });
  if (shipping.as !== 'packets') throw new RangeError('the browser ships packets');
  const config = encoderConfig(shipping, size);
  const file = await openFile(path, 'r');
  const server = createServer((request, response) => {
    const [, digits] = /^\/(\d+)$/.exec(request.url ?? '') ?? [];
    // An empty page of our own: encoders exist only where the page counts as trustworthy, as loopback does.
    if (digits === undefined) return void response.end('<!doctype html>');
    const data = Buffer.allocUnsafe(Math.min(HELD, frames - Number(digits)) * bytes);
    file.read(data, 0, data.length, Number(digits) * bytes).then(
      () => response.end(data),
      () => response.destroy(),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    const { port } = server.address() as AddressInfo;
    const what = { config, ...size, fps, frames, bytes, held: HELD, group: shipping.groupSize };
    const seconds = await browser.evaluate(
      `http://127.0.0.1:${port}/page`,
      `(${IN_PAGE})(${JSON.stringify(what)})`,
    );
    if (typeof seconds !== 'number') throw new WorkError(`the browser's encoder failed: ${String(seconds)}`);
    return { frames, seconds, framesPerSecond: frames / seconds };
  } finally {
    server.closeAllConnections();
    server.close();
    await file.close();
  }
}

/** Runs in the page: seconds that the encoder took, or what it said when it failed. */
const IN_PAGE = `async ({ config, width, height, fps, frames, bytes, held, group }) => {
  const colorSpace = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false };
  let [seconds, failure, encoder] = [0, undefined, undefined];
  for (let first = 0; first < frames; first += held) {
    const data = await (await fetch('/' + first)).arrayBuffer();
    const begun = performance.now();
    for (let frame = first; frame < Math.min(frames, first + held); frame++) {
      const keyFrame = frame % group === 0;
      if (keyFrame) {
        encoder?.close();
        encoder = new VideoEncoder({ output: () => undefined, error: (error) => { failure = String(error); } });
        encoder.configure(config);
      }
      const planes = new Uint8Array(data, (frame - first) * bytes, bytes);
      const timestamp = Math.round((frame * 1e6) / fps);
      const picture = new VideoFrame(planes, {
        format: 'I420', codedWidth: width, codedHeight: height, timestamp, colorSpace,
      });
      encoder.encode(picture, { keyFrame });
      picture.close();
      while (encoder.encodeQueueSize > 4 && !failure) {
        await new Promise((done) => encoder.addEventListener('dequeue', done, { once: true }));
      }
      if (failure) return failure;
    }
    await encoder.flush();
    seconds += (performance.now() - begun) / 1000;
  }
  return seconds;
}`;
