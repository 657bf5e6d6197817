// Serves dist/ under a sub-path, compressed as a static host would, and counts what is fetched.
//
// Run by itself it serves until it is stopped: `node tests/e2e/site.mjs`.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const brotli = promisify(brotliCompress);

/** Where the site stands in tests: never at a host's root, so that no address may assume it. */
export const BASE = '/class/relata/';

/** The port of the browser tests. */
export const PORT = Number(process.env.RELATA_PORT ?? 4190);

/** The site: `dist/`, or another build of it that `RELATA_DIST` names. */
const ROOT = process.env.RELATA_DIST ?? fileURLToPath(new URL('../../dist/', import.meta.url));

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Compressed already: brotli gains nothing. */
const PACKED = new Set(['.png', '.woff2', '.jpg', '.webp']);

/**
 * Starts the server.
 *
 * @param {{ port?: number, quality?: number }} options `quality` is brotli's, 0 to 11.
 * @returns its address, every file fetched with its sizes in bytes, and how to stop it.
 */
export async function serveSite({ port = 0, quality = 5 } = {}) {
  const packed = new Map();
  const fetched = new Map();

  async function file(name) {
    if (!packed.has(name)) packed.set(name, pack(name));
    return packed.get(name);
  }

  async function pack(name) {
    const raw = await readFile(join(ROOT, name));
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: quality,
      [constants.BROTLI_PARAM_SIZE_HINT]: raw.length,
    };
    const small = PACKED.has(extname(name)) ? raw : await brotli(raw, { params });
    return { raw, body: small, isBrotli: small !== raw };
  }

  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://site').pathname);
    if (path === `${BASE}blank`) {
      response.writeHead(200, { 'content-type': TYPES['.html'] }).end('<!doctype html><title>blank</title>');
      return;
    }
    const name = path === BASE ? 'index.html' : normalize(path.slice(BASE.length));
    if (!path.startsWith(BASE) || name.startsWith('..')) {
      fetched.set(path, { status: 404, raw: 0, brotli: 0 });
      response.writeHead(404).end('not here');
      return;
    }
    try {
      const { raw, body, isBrotli } = await file(name);
      fetched.set(name, { status: 200, raw: raw.length, brotli: body.length });
      response.writeHead(200, {
        'content-type': TYPES[extname(name)] ?? 'application/octet-stream',
        'content-length': body.length,
        'cache-control': 'no-cache',
        ...(isBrotli ? { 'content-encoding': 'br' } : {}),
      });
      response.end(body);
    } catch {
      fetched.set(name, { status: 404, raw: 0, brotli: 0 });
      response.writeHead(404).end('not here');
    }
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${server.address().port}${BASE}`;
  return {
    url,
    fetched,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serveSite({ port: PORT });
  console.log(url);
}
