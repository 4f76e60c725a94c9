import { requestProblem } from '@goufu/service';
import type { FastifyRequest } from 'fastify';

const HARMLESS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Only our own pages send it: another site's form cannot, and its script may not without asking first. */
const HEADER = 'x-goufu-portal';

/** Lets through what changes nothing, and changes that come from the portal's own pages. */
export function sameOriginOnly(publicUrl: string) {
  const { origin } = new URL(publicUrl);
  return async ({ method, headers }: FastifyRequest): Promise<void> => {
    if (HARMLESS.has(method)) return;
    const foreign = headers.origin !== undefined && headers.origin !== origin;
    const site = headers['sec-fetch-site'] ?? 'same-origin';
    if (foreign || site !== 'same-origin' || headers[HEADER] === undefined) {
      throw requestProblem('forbidden', { because: { zh: '请求不是从本门户页面发出的', en: 'the request does not come from a page of this portal' } });
    }
  };
}
