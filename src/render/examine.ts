import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { embeddedPackage } from './browser/embedded';
import { launchBrowser } from './browser/launch';
import { type FoundFfmpeg, findFfmpeg } from './encode/find-ffmpeg';

/** What a browser on this machine can do. */
export interface BrowserReport {
  readonly path: string;
  readonly how: string;
  readonly version: string;
  /** Name of the WebGL 2 renderer, or null if there is none. */
  readonly webgl: string | null;
  /** Whether its own encoder makes H.264 of 1080p at 60 fps. */
  readonly h264: boolean;
}

/** What of filming works on this machine. An error stands where something is missing. */
export interface MachineReport {
  readonly browser: BrowserReport | Error;
  readonly ffmpeg: FoundFfmpeg | Error | undefined;
  /** Version of the optional package with a browser in it, or undefined if it is not installed. */
  readonly embedded: string | undefined;
}

/** Asked inside a page: what doctors and encoders want to know of the browser. */
const QUESTION = `(async () => {
  const gl = document.createElement('canvas').getContext('webgl2');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  const webgl = gl ? String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER)) : null;
  const config = { codec: 'avc1.64002A', width: 1920, height: 1080, framerate: 60, bitrate: 8e6 };
  const support = globalThis.VideoEncoder && (await VideoEncoder.isConfigSupported(config).catch(() => null));
  return { webgl, h264: support?.supported === true };
})()`;

/** Starts the browser and the encoder of this machine and looks at what they can do. */
export async function examineMachine(): Promise<MachineReport> {
  const asError = (error: unknown) => (error instanceof Error ? error : new Error(String(error)));
  const [browser, ffmpeg, embedded] = await Promise.all([
    examineBrowser().catch(asError),
    findFfmpeg().catch(asError),
    embeddedPackage(),
  ]);
  return { browser, ffmpeg, embedded: embedded?.version };
}

async function examineBrowser(): Promise<BrowserReport> {
  // An empty page of our own: encoders exist only where the page counts as trustworthy, as loopback does.
  const server = createServer((_, response) => response.end('<!doctype html>'));
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  try {
    const browser = await launchBrowser();
    try {
      const answer = (await browser.evaluate(`http://127.0.0.1:${port}/`, QUESTION)) as {
        webgl: string | null;
        h264: boolean;
      };
      const { path, how } = browser.found;
      return { path, how, version: browser.version, ...answer };
    } finally {
      await browser.close();
    }
  } finally {
    server.closeAllConnections();
    server.close();
  }
}
