import { z } from 'zod';
import data from './people.json' with { type: 'json' };

const organisation = z.object({
  key: z.string(),
  orgId: z.uuid(),
  uscc: z.string().length(18),
  nameZh: z.string(),
  nameEn: z.string(),
});

const person = z.object({
  username: z.string(),
  sub: z.uuid(),
  organisation: z.string(),
  roles: z.array(z.string()).min(1),
  labelZh: z.string(),
  labelEn: z.string(),
});

const directory = z
  .object({ password: z.string(), jurisdiction: z.string(), organisations: z.array(organisation), people: z.array(person) })
  .parse(data);

/** An organisation of the demonstration; all are fictional, their credit codes have right check digits (R189). */
export type Organisation = z.infer<typeof organisation>;

/** Somebody who can sign in: a role with a label, never a real person's name. */
export type Person = z.infer<typeof person>;

export const organisations: readonly Organisation[] = directory.organisations;
export const people: readonly Person[] = directory.people;

/** The one password of all demonstration accounts. Worthless by design: the issuer starts in a local environment only. */
export const demoPassword = directory.password;

/** Region code in which everybody here acts. */
export const jurisdiction = directory.jurisdiction;

export const personByUsername = (username: string): Person | undefined => people.find((each) => each.username === username);

export const personBySub = (sub: string): Person | undefined => people.find((each) => each.sub === sub);

/** Throws when `people.json` names an organisation that it does not have. */
export function organisationOf(member: Person): Organisation {
  const found = organisations.find((each) => each.key === member.organisation);
  if (!found) throw new Error(`people.json: ${member.username} belongs to the unknown organisation ${member.organisation}`);
  return found;
}
