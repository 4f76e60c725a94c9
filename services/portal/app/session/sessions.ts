import { createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { portalPerson, type PortalPerson } from '@goufu/contracts';
import { CONFIGURATION, TokenVerifier } from '@goufu/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Redis } from 'ioredis';
import { ResponseBodyError } from 'openid-client';
import { z } from 'zod';
import type { PortalConfiguration } from '../portal.config.js';
import { Issuer, type Tokens } from './issuer.js';

const COOKIE = 'goufu_session';
/** A session that nobody used this long is over. */
const IDLE_S = 8 * 3600;
/** A token is renewed this long before its end. */
const EARLY_S = 60;

const stored = z.object({ person: portalPerson, refreshToken: z.string().optional(), idToken: z.string().optional() });
type Stored = z.output<typeof stored>;

/** Somebody who is signed in. */
export interface Session {
  readonly person: PortalPerson;
  readonly idToken: string | undefined;
  /** Renewed when it is about to end; undefined when the issuer lets this person go on no longer. */
  accessToken(): Promise<string | undefined>;
}

/**
 * Sessions in Redis. The browser holds an opaque id in a cookie that scripts cannot read; Redis holds the session under that
 * id's HMAC, so that nobody can use what stands there as a cookie.
 */
@Injectable()
export class Sessions {
  private readonly renewals = new Map<string, Promise<string | undefined>>();

  constructor(
    @Inject(Redis) private readonly redis: Redis,
    @Inject(Issuer) private readonly issuer: Issuer,
    @Inject(TokenVerifier) private readonly tokens: TokenVerifier,
    @Inject(CONFIGURATION) private readonly configuration: PortalConfiguration,
  ) {}

  /** Begins a session under a new id; one that the browser had before is over. */
  async begin(request: FastifyRequest, reply: FastifyReply, tokens: Tokens): Promise<void> {
    const { actorId, ...identity } = await this.tokens.verify(tokens.accessToken);
    const person = { actorId, label: tokens.label ?? actorId, ...identity, roles: [...identity.roles] };
    await this.end(request, reply);
    const id = randomBytes(32).toString('base64url');
    await this.keep(this.keyOf(id), { person, refreshToken: tokens.refreshToken, idToken: tokens.idToken }, tokens);
    const secure = this.configuration.PORTAL_PUBLIC_URL.startsWith('https:');
    reply.setCookie(COOKIE, id, { path: '/', httpOnly: true, sameSite: 'lax', secure });
  }

  /** The session of the browser that sent this request. */
  async of(request: FastifyRequest): Promise<Session | undefined> {
    const id = request.cookies[COOKIE];
    if (!id) return undefined;
    const key = this.keyOf(id);
    const found = await this.redis.getex(key, 'EX', IDLE_S);
    if (!found) return undefined;
    const session = stored.parse(JSON.parse(found));
    return { person: session.person, idToken: session.idToken, accessToken: () => this.accessToken(key, session) };
  }

  async end(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const id = request.cookies[COOKIE];
    if (!id) return;
    await this.redis.del(this.keyOf(id), tokenKeyOf(this.keyOf(id)));
    reply.clearCookie(COOKIE, { path: '/' });
  }

  private async accessToken(key: string, session: Stored): Promise<string | undefined> {
    const held = await this.redis.get(tokenKeyOf(key));
    if (held) return held;
    // Pages ask for many things at once: one renewal serves them all.
    const renewal = this.renewals.get(key) ?? this.renew(key, session).finally(() => this.renewals.delete(key));
    this.renewals.set(key, renewal);
    return renewal;
  }

  private async renew(key: string, session: Stored): Promise<string | undefined> {
    try {
      const tokens = session.refreshToken === undefined ? undefined : await this.issuer.refresh(session.refreshToken);
      if (tokens) {
        const { refreshToken = session.refreshToken, idToken = session.idToken } = tokens;
        await this.keep(key, { ...session, refreshToken, idToken }, tokens);
        return tokens.accessToken;
      }
    } catch (error) {
      if (!(error instanceof ResponseBodyError)) throw error;
    }
    await this.redis.del(key);
    return undefined;
  }

  private async keep(key: string, session: Stored, { accessToken, expiresIn }: Tokens): Promise<void> {
    await this.redis
      .multi()
      .set(key, JSON.stringify(session), 'EX', IDLE_S)
      .set(tokenKeyOf(key), accessToken, 'EX', Math.max(1, expiresIn - EARLY_S))
      .exec();
  }

  private keyOf(id: string): string {
    return `goufu-portal:session:${createHmac('sha256', this.configuration.SESSION_SECRET).update(id).digest('base64url')}`;
  }
}

const tokenKeyOf = (key: string): string => `${key}:access-token`;
