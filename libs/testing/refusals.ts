import type { Misuse } from './misuses.js';
import type { TestEnvironment } from './test-environment.js';

interface Started extends TestEnvironment {
  readonly running: { readonly url: string };
  readonly query: <Row extends object>(sql: string) => Promise<Row[]>;
}

const CHINESE = /\p{Script=Han}/u;

/** What is wrong with the answers to these misuses; nothing when each is refused with a problem in both languages that names its field. */
export async function faultsOfRefusals(service: Started, misuses: readonly Misuse[]): Promise<string[]> {
  const before = await rowsOf(service);
  const faults: string[] = [];
  for (const misuse of misuses) faults.push(...(await faultsOf(service, misuse)).map((fault) => `${misuse.route.id}, ${misuse.what}: ${fault}`));
  const after = await rowsOf(service);
  return [...faults, ...after.filter((table, i) => table !== before[i]).map((table) => `changed: ${table}`)];
}

async function faultsOf(service: Started, { route, path, roles, contentType, body, status, code, field }: Misuse): Promise<string[]> {
  const headers = {
    ...(roles && { authorization: `Bearer ${await service.issuer.tokenFor({ sub: 'somebody', roles })}` }),
    ...(contentType !== undefined && { 'content-type': contentType }),
  };
  const answer = await fetch(`${service.running.url}${path}`, { method: route.method, headers, ...(body !== undefined && { body }) });
  const text = await answer.text();
  if (answer.status !== status || !answer.headers.get('content-type')?.startsWith('application/problem+json')) return [`answered ${answer.status} ${text.slice(0, 200)}`];
  const problem = JSON.parse(text) as { code: string; messages: Said; errors?: (Said & { field: string })[] };
  const said = [problem.messages, ...(problem.errors ?? [])];
  return [
    ...(problem.code === code ? [] : [`has the code ${problem.code}`]),
    ...(said.every(({ zh, en }) => CHINESE.test(zh) && en !== '' && !CHINESE.test(en)) ? [] : [`is not said in both languages: ${text}`]),
    ...(field === undefined || problem.errors?.some((error) => error.field === field) ? [] : [`does not name ${field}: ${text}`]),
  ];
}

interface Said {
  readonly zh: string;
  readonly en: string;
}

/** `table: rows` of the whole database. */
async function rowsOf({ query }: Started): Promise<string[]> {
  const tables = await query<{ name: string }>(`SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`);
  const counted = tables.map(({ name }) => `SELECT '${name}: ' || count(*) AS rows FROM ${name}`).join(' UNION ALL ');
  return (await query<{ rows: string }>(`${counted} ORDER BY 1`)).map(({ rows }) => rows);
}
