import { demoPassword, organisationOf, personByUsername, type Organisation, type Person } from '@goufu/identity-issuer/people';
import { signIn } from '@goufu/identity-issuer/sign-in';
import { eventually } from './patience.js';

/** Everybody who acts, each signed in once through the issuer's pages. */
export class People {
  readonly #tokens = new Map<string, { readonly token: string; readonly until: number }>();

  constructor(private readonly issuer: string) {}

  /** A bearer token of this person; signs in when there is none that holds for a while. */
  async tokenOf(username: string): Promise<string> {
    const kept = this.#tokens.get(username);
    if (kept && kept.until > performance.now()) return kept.token;
    const { accessToken, expiresIn } = await eventually(`${username} signs in`, () =>
      signIn({ issuer: this.issuer, clientId: 'goufu-scenario', person: username, password: demoPassword }),
    );
    this.#tokens.set(username, { token: accessToken, until: performance.now() + expiresIn * 500 });
    return accessToken;
  }
}

/** Somebody of the cast. Throws when nobody of this name can sign in. */
export function personOf(username: string): Person {
  const person = personByUsername(username);
  if (!person) throw new Error(`nobody called ${username} can sign in; see infra/identity-issuer/people.json`);
  return person;
}

export const orgOf = (username: string): Organisation => organisationOf(personOf(username));
