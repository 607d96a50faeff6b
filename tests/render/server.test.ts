import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FilmServer, serveBundle } from '../../src/render/server';

interface Answer {
  readonly status: number;
  readonly cookie: string;
  readonly type: string;
  readonly text: string;
}

/** Asks with the path as it is written: `fetch` would tidy it up. */
function ask(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const path = url.slice(url.indexOf('/', 'http://'.length));
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          cookie: (response.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? '',
          type: response.headers['content-type'] ?? '',
          text,
        }),
      );
    })
      .on('error', reject)
      .end();
  });
}

describe('the server of a film', () => {
  let root = '';
  let server: FilmServer;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'server-'));
    await mkdir(join(root, 'bundle'));
    await mkdir(join(root, 'bundle-2'));
    await mkdir(join(root, 'public'));
    await writeFile(join(root, 'bundle', 'film.js'), 'code');
    await writeFile(join(root, 'public', 'data.json'), '0123456789');
    await writeFile(join(root, 'bundle-2', 'other.js'), 'secret');
    await writeFile(join(root, 'secret'), 'secret');
    server = await serveBundle({
      folder: join(root, 'bundle'),
      dependencies: join(root, 'bundle'),
      entry: 'film.js',
      styles: ['look.css'],
      publicFolder: join(root, 'public'),
      id: 'x',
      code: { common: 'x', scenes: {} },
      films: join(root, 'films'),
      reused: false,
    });
  });
  afterEach(async () => {
    await server.close();
    await rm(root, { recursive: true });
  });

  it('listens on the loopback address only', () => {
    expect(new URL(server.pageUrl('0')).hostname).toBe('127.0.0.1');
  });

  it('opens a page once for each address, and serves files to it', async () => {
    const url = server.pageUrl('0');
    const page = await ask(url);
    expect(page.status).toBe(200);
    expect(page.text).toContain('data-page="0"');
    expect(page.text).toContain('look.css');
    expect((await ask(url)).status).toBe(403);
    const { origin } = new URL(url);
    const code = await ask(`${origin}/film.js`, { cookie: page.cookie });
    expect([code.status, code.type, code.text]).toEqual([200, 'text/javascript', 'code']);
    const part = await ask(`${origin}/data.json`, { cookie: page.cookie, range: 'bytes=2-4' });
    expect([part.status, part.text]).toEqual([206, '234']);
    expect((await ask(`${origin}/nothing`, { cookie: page.cookie })).status).toBe(404);
  });

  it('serves nothing without the cookie, or under another host name', async () => {
    const url = server.pageUrl('0');
    const { origin, port } = new URL(url);
    expect((await ask(`${origin}/film.js`)).status).toBe(403);
    expect((await ask(url, { host: `evil.example:${port}` })).status).toBe(403);
    const { cookie } = await ask(url);
    expect((await ask(`${origin}/film.js`, { cookie, host: 'evil.example' })).status).toBe(403);
  });

  it.each([
    '/../secret',
    '/%2e%2e/secret',
    '/..%2fsecret',
    '/..%2fbundle-2/other.js',
    '//etc/passwd',
    '/%00',
  ])('does not leave its folders by %s', async (path) => {
    const url = server.pageUrl('0');
    const { cookie } = await ask(url);
    const answer = await ask(new URL(url).origin + path, { cookie });
    expect(answer.status).toBe(404);
  });
});
