import { serverEnvironment, serviceEnvironment } from '@goufu/service';
import { z } from 'zod';

const address = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ''));

/** What the portal takes from its environment: no database of its own, but Redis for sessions and the broker for live updates. */
export const portalEnvironment = serverEnvironment.extend({
  ...serviceEnvironment.pick({ KAFKA_BROKERS: true, TOPIC_PREFIX: true, REDIS_URL: true }).shape,
  /** Where browsers reach the portal; the only origin that may change anything. */
  PORTAL_PUBLIC_URL: address,
  OIDC_CLIENT_ID: z.string().min(1).default('goufu-portal'),
  OIDC_CLIENT_SECRET: z.string().min(16),
  /** Turns the cookie's id into the key under which Redis holds the session. */
  SESSION_SECRET: z.string().min(32),
  PROCUREMENT_URL: address,
  PROJECTS_URL: address,
  EVALUATION_URL: address,
  FUNDING_URL: address,
  OVERSIGHT_URL: address,
});

export type PortalConfiguration = z.output<typeof portalEnvironment>;
