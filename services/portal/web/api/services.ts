import { createClient, portalSession, signedOut, type Client, type PortalPerson, type RouteContract } from '@goufu/contracts';

/** The contexts behind the portal. */
export type Service = 'procurement' | 'projects' | 'evaluation' | 'funding' | 'oversight';

/** The portal's server changes nothing for a request without it, which another site cannot send. */
const FROM_OUR_PAGES = { 'x-goufu-portal': '1' };

const clientOf = (service: Service): Client => createClient({ baseUrl: `/api/${service}`, fetch: (url, init) => fetch(url, init), headers: () => FROM_OUR_PAGES });

/** A typed client of each service, through the portal's own origin; tokens stay on its server. */
export const services: Readonly<Record<Service, Client>> = {
  procurement: clientOf('procurement'),
  projects: clientOf('projects'),
  evaluation: clientOf('evaluation'),
  funding: clientOf('funding'),
  oversight: clientOf('oversight'),
};

export async function whoIsSignedIn(): Promise<PortalPerson | null> {
  const answer = await fetch('/session');
  if (!answer.ok) throw new Error(`the portal answers ${answer.status}`);
  return portalSession.parse(await answer.json()).person;
}

export function signIn(): void {
  location.assign(`/auth/sign-in?return=${encodeURIComponent(location.pathname + location.search)}`);
}

export async function signOut(): Promise<void> {
  const answer = await fetch('/auth/sign-out', { method: 'POST', headers: FROM_OUR_PAGES });
  location.assign(answer.ok ? signedOut.parse(await answer.json()).location : '/');
}

/** Whether the service would let this person call a route at all; what they see of it is the service's to decide. */
export const mayCall = ({ allow }: Pick<RouteContract, 'allow'>, person: PortalPerson | null): boolean =>
  allow === 'anyone' || (person !== null && (allow === 'signed-in' || allow.some((role) => person.roles.includes(role))));
