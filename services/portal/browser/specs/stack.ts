import { CONTEXTS, createClient, moveClock, getClock, type CallInput, type Context, type ResponseOf, type RouteContract } from '@goufu/contracts';
import type { Instant } from '@goufu/kernel';
import { demoPassword } from '@goufu/identity-issuer/people';
import { signIn } from '@goufu/identity-issuer/sign-in';
import { z } from 'zod';

const environment = z.object({
  PORTAL_PUBLIC_URL: z.url(),
  OIDC_ISSUER: z.url(),
  TREASURY_URL: z.url(),
  PROCUREMENT_URL: z.url(),
  PROJECTS_URL: z.url(),
  EVALUATION_URL: z.url(),
  FUNDING_URL: z.url(),
  OVERSIGHT_URL: z.url(),
  CHROMIUM_PATH: z.string().default('/usr/bin/chromium'),
});
type Environment = z.output<typeof environment>;

/** The stack under test, whose addresses the environment names: what a person reaches with a browser or with a program. */
export class Stack {
  readonly #tokens = new Map<string, Promise<string>>();

  private constructor(private readonly at: Environment) {}

  static fromEnvironment(): Stack {
    const { data, error } = environment.safeParse(process.env);
    const missing = error?.issues.map(({ path }) => path.join('.')).join(', ');
    if (!data) throw new Error(`no stack is named to look at: ${missing} is not set; node infra/local/rehearse.mjs starts one and looks at its pages`);
    return new Stack(data);
  }

  get portal(): string {
    return this.at.PORTAL_PUBLIC_URL;
  }

  get chromium(): string {
    return this.at.CHROMIUM_PATH;
  }

  /** Calls a route of a service as somebody of the demonstration. */
  async as<Route extends RouteContract>(person: string, service: Context, route: Route, input: CallInput<Route>): Promise<ResponseOf<Route>> {
    const client = createClient({ baseUrl: this.#addressOf(service), headers: async () => ({ authorization: `Bearer ${await this.#tokenOf(person)}` }) });
    return client.call(route, input);
  }

  /** The latest business time that any service shows. */
  async now(): Promise<Instant> {
    const shown = await Promise.all(CONTEXTS.map(async (service) => (await this.as('operator', service, getClock, {})).now));
    return shown.toSorted().at(-1) ?? '';
  }

  /** Steps business time at the treasury and at every service. */
  async moveClock(to: Instant): Promise<void> {
    await this.atTreasury('PUT', '/clock', { at: to });
    for (const service of CONTEXTS) await this.as('operator', service, moveClock, { body: { now: to } });
  }

  /** Opens an account at the treasury; one that the scenario opened before, with other money on it, serves as well. */
  async openAccount(account: { readonly accountId: string; readonly name: string; readonly openingBalanceFen: string }): Promise<void> {
    const known = await fetch(`${this.at.TREASURY_URL}/accounts/${account.accountId}`);
    if (!known.ok) await this.atTreasury('POST', '/accounts', account);
  }

  async atTreasury(method: string, path: string, body: object): Promise<void> {
    const answer = await fetch(`${this.at.TREASURY_URL}${path}`, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`the treasury answered ${method} ${path} with ${answer.status}: ${await answer.text()}`);
  }

  #addressOf(service: Context): string {
    const { PROCUREMENT_URL, PROJECTS_URL, EVALUATION_URL, FUNDING_URL, OVERSIGHT_URL } = this.at;
    return { procurement: PROCUREMENT_URL, projects: PROJECTS_URL, evaluation: EVALUATION_URL, funding: FUNDING_URL, oversight: OVERSIGHT_URL }[service];
  }

  async #tokenOf(person: string): Promise<string> {
    const token = this.#tokens.get(person) ?? signIn({ issuer: this.at.OIDC_ISSUER, clientId: 'goufu-scenario', person, password: demoPassword }).then(({ accessToken }) => accessToken);
    this.#tokens.set(person, token);
    return token;
  }
}
