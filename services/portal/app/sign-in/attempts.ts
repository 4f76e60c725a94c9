import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';

const COOKIE = 'goufu_sign_in';
const LIFE_S = 600;

const attempt = z.object({ state: z.string(), nonce: z.string(), codeVerifier: z.string(), returnTo: z.string() });
type Attempt = z.output<typeof attempt>;

/** Keeps a sign-in between leaving and coming back, in a signed cookie of the very browser that began it. */
export function attempts(secure: boolean) {
  const options = { path: '/auth', httpOnly: true, sameSite: 'lax', signed: true, secure } as const;
  return {
    remember(reply: FastifyReply, begun: Attempt): void {
      reply.setCookie(COOKIE, Buffer.from(JSON.stringify(begun)).toString('base64url'), { ...options, maxAge: LIFE_S });
    },
    recall(request: FastifyRequest): Attempt | undefined {
      const { valid, value } = request.unsignCookie(request.cookies[COOKIE] ?? '');
      return valid && value ? attempt.parse(JSON.parse(Buffer.from(value, 'base64url').toString('utf8'))) : undefined;
    },
    forget(reply: FastifyReply): void {
      reply.clearCookie(COOKIE, options);
    },
  };
}
