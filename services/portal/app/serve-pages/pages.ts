import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import files from '@fastify/static';
import { requestProblem } from '@goufu/service';
import type { FastifyInstance } from 'fastify';
import { pagePolicy } from './security-headers.js';

/** What `vite build` wrote. */
const ROOT = fileURLToPath(new URL('../../web/', import.meta.url));
/** Stands in index.html where the answer's nonce comes. */
const NONCE = '__nonce__';

/** The web pages. Files under `/assets` have their content's hash in their name and never change; every other address is the one page. */
export async function addPages(fastify: FastifyInstance): Promise<void> {
  const page = await readFile(`${ROOT}index.html`, 'utf8');
  await fastify.register(files, { root: `${ROOT}assets`, prefix: '/assets/', immutable: true, maxAge: '365d', index: false, preCompressed: true });

  fastify.get('/favicon.svg', async (_request, reply) => reply.sendFile('favicon.svg', ROOT, { maxAge: '1d', immutable: false }));
  fastify.get('/*', async (request, reply) => {
    if (/^\/(?:api|auth)\//.test(request.url)) throw requestProblem('unknown-route');
    const nonce = randomBytes(16).toString('base64');
    return reply
      .headers({ 'cache-control': 'no-cache', 'content-security-policy': pagePolicy(nonce) })
      .type('text/html; charset=utf-8')
      .send(page.replaceAll(NONCE, nonce));
  });
}
