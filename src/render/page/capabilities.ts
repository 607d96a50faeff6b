import type { CapabilityDescription } from './protocol';

/** Asks the browser what it can do: WebGL (three.js scenes need it) and which codecs it encodes. */
export async function describeCapabilities(codecs: readonly string[]): Promise<CapabilityDescription> {
  return { userAgent: navigator.userAgent, webgl: webglName(), codecs: await encodable(codecs) };
}

function webglName(): string | null {
  const gl = document.createElement('canvas').getContext('webgl2');
  if (gl === null) return null;
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const name: unknown = gl.getParameter(info === null ? gl.RENDERER : info.UNMASKED_RENDERER_WEBGL);
  return typeof name === 'string' ? name : 'WebGL 2';
}

async function encodable(codecs: readonly string[]): Promise<string[]> {
  if (typeof VideoEncoder === 'undefined') return [];
  const found: string[] = [];
  for (const codec of codecs) {
    const config = { codec, width: 1920, height: 1080, framerate: 60, bitrate: 8_000_000 };
    const support = await VideoEncoder.isConfigSupported(config).catch(() => undefined);
    if (support?.supported === true) found.push(codec);
  }
  return found;
}
