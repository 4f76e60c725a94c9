import { ROLES, type Role } from '@goufu/contracts';
import { z } from 'zod';

/** Who somebody is, as the issuer's token says. Pseudonymous: no name of a person. */
export interface Identity {
  readonly actorId: string;
  readonly roles: readonly Role[];
  /** Region code; `CN` stands for the whole country. */
  readonly jurisdiction: string;
  readonly orgId?: string;
  readonly orgName?: string;
  /** Unified social credit code of the organisation. */
  readonly uscc?: string;
}

/** Somebody who did not sign in, on a route that is for anyone. */
export const ANONYMOUS: Identity = { actorId: 'anonymous', roles: [], jurisdiction: 'CN' };

const isRole = (text: string): text is Role => ROLES.some((role) => role === text);

const claims = z.object({
  sub: z.string().min(1).max(64),
  roles: z.array(z.string()).transform((roles) => roles.filter(isRole)),
  jurisdiction: z.string().regex(/^(CN|\d{2,12})$/),
  org_id: z.string().optional(),
  org_name: z.string().optional(),
  uscc: z.string().optional(),
});

/** Reads a verified token's claims; undefined when they are not what Goufu's issuers put there. */
export function identityOf(payload: unknown): Identity | undefined {
  const { data } = claims.safeParse(payload);
  return (
    data && {
      actorId: data.sub,
      roles: data.roles,
      jurisdiction: data.jurisdiction,
      ...(data.org_id === undefined ? {} : { orgId: data.org_id }),
      ...(data.org_name === undefined ? {} : { orgName: data.org_name }),
      ...(data.uscc === undefined ? {} : { uscc: data.uscc }),
    }
  );
}
