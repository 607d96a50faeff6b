import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve, sep } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Bundle } from './bundle';
import type { Seen } from './cache/reads';
import { OWN_URLS } from './compile';

/** The server that one render's pages load from. */
export interface FilmServer {
  /** An address that opens one page, once; the page calls itself by this name. */
  readonly pageUrl: (page: string) => string;
  /** Resolves with the next socket that a page of ours opens under this name. */
  readonly connected: (name: string) => Promise<WebSocket>;
  /** The project's own files that pages have asked for so far, as they were then. */
  readonly seen: ReadonlyMap<string, Seen>;
  /** The file behind an address, if it is one of this server's. */
  readonly fileOf: (address: string) => Promise<string | undefined>;
  readonly close: () => Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.mp3': 'audio/mpeg',
  '.mp4': 'video/mp4',
  '.ogg': 'audio/ogg',
  '.otf': 'font/otf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
  '.wasm': 'application/wasm',
  '.wav': 'audio/wav',
  '.webm': 'video/webm',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/**
 * Serves a compiled project and its static files to our own pages, on the loopback interface only.
 *
 * A page is opened by an address that works once and hands the page a cookie; without the cookie nothing is
 * served, so no other page or user of the machine reads the project or speaks to the socket.
 */
export async function serveBundle(bundle: Bundle): Promise<FilmServer> {
  const secret = randomBytes(24).toString('base64url');
  const tokens = new Map<string, string>();
  const folders = [bundle.folder, bundle.dependencies, bundle.publicFolder].filter(
    (folder) => folder !== undefined,
  );
  const seen = new Map<string, Seen>();
  const arrivals = new Map<string, (socket: WebSocket) => void>();

  const server = createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy());
  });
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 1 << 30, perMessageDeflate: false });
  server.on('upgrade', (request, stream, head) => {
    const prefix = `/${OWN_URLS}/socket/`;
    const path = pathOf(request);
    const name = path.startsWith(prefix) ? path.slice(prefix.length) : '';
    const arrival = isOurs(request) ? arrivals.get(name) : undefined;
    arrivals.delete(name);
    if (arrival === undefined) stream.destroy();
    else sockets.handleUpgrade(request, stream, head, arrival);
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(0, '127.0.0.1', done);
  });
  const { port } = server.address() as AddressInfo;
  const host = `127.0.0.1:${port}`;

  // A page of another origin may reach the port by a name of its own; it never carries this host.
  const isOurs = (request: IncomingMessage) =>
    request.headers.host === host && (request.headers.cookie ?? '').split('; ').includes(`film=${secret}`);

  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const path = pathOf(request);
    const token = path.startsWith(`/${OWN_URLS}/page/`) ? path.slice(`/${OWN_URLS}/page/`.length) : '';
    const page = request.headers.host === host ? tokens.get(token) : undefined;
    if (page !== undefined) {
      tokens.delete(token);
      response.setHeader('set-cookie', `film=${secret}; HttpOnly; SameSite=Strict; Path=/`);
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(pageHtml(bundle, page));
      return;
    }
    if (!isOurs(request)) return void response.writeHead(403).end();
    if (path === '/favicon.ico') return void response.writeHead(204).end();
    for (const folder of folders) {
      const found = await fileAt(folder, path);
      if (found === undefined) continue;
      // Compiled files are what the code's own hash stands for.
      if (folder === bundle.publicFolder) seen.set(found.file, { size: found.size, changed: found.changed });
      sendFile(found, request, response);
      return;
    }
    if (bundle.publicFolder !== undefined && isInside(bundle.publicFolder, path)) {
      seen.set(resolve(join(bundle.publicFolder, path)), undefined);
    }
    response.writeHead(404).end();
  };

  return {
    pageUrl: (page) => {
      const token = randomBytes(24).toString('base64url');
      tokens.set(token, page);
      return `http://${host}/${OWN_URLS}/page/${token}`;
    },
    seen,
    fileOf: async (address) => {
      const url = new URL(address, `http://${host}`);
      if (url.host !== host) return undefined;
      for (const folder of folders) {
        const found = await fileAt(folder, decodeURIComponent(url.pathname));
        if (found !== undefined) return found.file;
      }
      return undefined;
    },
    connected: (name) => new Promise((done) => arrivals.set(name, done)),
    close: async () => {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function pathOf(request: IncomingMessage): string {
  try {
    return decodeURIComponent(new URL(request.url ?? '/', 'http://page').pathname);
  } catch {
    return '/';
  }
}

/** A file that is there. */
interface FoundFile {
  readonly file: string;
  readonly size: number;
  readonly changed: number;
}

function isInside(folder: string, path: string): boolean {
  return resolve(join(folder, path)).startsWith(resolve(folder) + sep) && !path.includes('\0');
}

/** The file of a folder at a path; undefined if there is none, or the path leads out of it. */
async function fileAt(folder: string, path: string): Promise<FoundFile | undefined> {
  if (!isInside(folder, path)) return undefined;
  const file = resolve(join(folder, path));
  const info = await stat(file).catch(() => undefined);
  return info?.isFile() === true ? { file, size: info.size, changed: info.mtimeMs } : undefined;
}

/** Sends a file, or a range of it: media elements ask so. */
function sendFile({ file, size }: FoundFile, request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('content-type', TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream');
  response.setHeader('accept-ranges', 'bytes');
  const asked = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const start = Number(asked?.[1] ?? 0);
  const end = Math.min(size - 1, asked?.[2] ? Number(asked[2]) : size - 1);
  if (asked !== null && start <= end) {
    response.writeHead(206, {
      'content-range': `bytes ${start}-${end}/${size}`,
      'content-length': end - start + 1,
    });
    createReadStream(file, { start, end }).pipe(response);
  } else {
    response.setHeader('content-length', size);
    createReadStream(file).pipe(response);
  }
}

function pageHtml({ entry, styles }: Bundle, page: string): string {
  const links = styles.map((style) => `<link rel="stylesheet" href="/${style}">`).join('');
  return `<!doctype html><html data-page="${page}"><head><meta charset="utf-8"><title>film</title>${links}</head><body><script type="module" src="/${entry}"></script></body></html>`;
}
