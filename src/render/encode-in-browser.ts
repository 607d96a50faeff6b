import { open as openFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WorkError } from '../errors';
import type { Browser } from './browser/launch';
import type { EncodeSettings } from './encode/encoder';
import type { Pace } from './pace';
import { encoderConfig } from './page/packet-encoder';
import type { RawFrames } from './raw-frames';

/** Frames that the page holds at once: fetching them is not part of the time. */
const HELD = 30;

/**
 * Encodes frames with the browser's own encoder, set up as for a film, in a page that has them already: how fast it is
 * when it waits for nobody.
 *
 * @param raw - Their 4:2:0 planes.
 * @throws WorkError if the browser does not encode them.
 */
export async function encodeInBrowser(
  browser: Browser,
  raw: RawFrames,
  settings: EncodeSettings,
): Promise<Pace> {
  const { path, frames, bytesPerFrame: bytes } = raw;
  const { size, fps } = settings;
  const { packetEncoder } = await import('./encode/packets');
  const { shipping } = packetEncoder(browser.version, settings);
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
        await encoder?.flush();
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
