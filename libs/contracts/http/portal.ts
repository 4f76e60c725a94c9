import { z } from 'zod';
import { instant, uuid } from '../envelope.js';
import { ROLES } from '../route-contract.js';

/** What the portal's server tells its pages; everything else they have from the services' own routes under `/api/<service>`. */

/** Who is signed in. The label is for this person's own eyes. */
export const portalPerson = z.object({
  actorId: z.string(),
  label: z.string(),
  roles: z.array(z.enum(ROLES)),
  jurisdiction: z.string(),
  orgId: z.string().optional(),
  orgName: z.string().optional(),
  uscc: z.string().optional(),
});
export type PortalPerson = z.infer<typeof portalPerson>;

/** `GET /session`. */
export const portalSession = z.object({ person: portalPerson.nullable() });
export type PortalSession = z.infer<typeof portalSession>;

/** `POST /auth/sign-out`: where to go, so that the issuer's session ends too. */
export const signedOut = z.object({ location: z.string() });

/** One message of `GET /live`: a fact has landed; what it says is read from the service that owns it. */
export const liveFact = z.object({ type: z.string(), purchaseId: uuid, id: uuid, time: instant });
export type LiveFact = z.infer<typeof liveFact>;
