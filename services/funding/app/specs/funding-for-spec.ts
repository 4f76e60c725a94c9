import { createHmac } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { contractFiled, contractSigned, purchasePlanned, type ContractTerms } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { configurationFrom, startService } from '@goufu/service';
import { eventually, startTestService, type TestPerson } from '@goufu/testing';
import { Client } from 'pg';
import { fundingService } from '../funding.service.js';
import { freePort } from './free-port.js';
import { startTreasury } from './treasury.js';
import { contractTerms, migrations } from './world.js';

/** The service in the spec's own process, beside a real treasury simulator, with what other services say to it. */

export const NOW = '2026-03-02T01:00:00.000Z';
export const officer: TestPerson = { sub: 'finance-officer', roles: ['finance-officer'] };
export const approvers: readonly TestPerson[] = [1, 2, 3].map((i) => ({ sub: `finance-approver-${i}`, roles: ['finance-approver'] }));
export const agencyOrgId = '0198f0a0-0000-7000-8000-00000000a001';
export const agency: TestPerson = { sub: 'agency-person', roles: ['agency'], org_id: agencyOrgId, org_name: '锦江区示例甲社会工作服务中心' };
export const rival: TestPerson = { sub: 'rival', roles: ['agency'], org_id: '0198f0a0-0000-7000-8000-00000000a002', org_name: '示例乙' };
/** What treasury and funding share. */
const CALLBACK_KEY = Buffer.alloc(32, 7).toString('base64');
const PATIENCE = { within: 20_000 };

/** What the treasury says of a payment, signed as it signs. */
export const signedStatus = (endToEndId: string, status: string, code = '') => ({
  endToEndId,
  status,
  ...(code === '' ? {} : { reason: { code } }),
  signature: createHmac('sha256', Buffer.from(CALLBACK_KEY, 'base64')).update([endToEndId, status, code].join('\n')).digest('hex'),
});

export type Funding = Awaited<ReturnType<typeof startFunding>>;

type Start = (variables: Readonly<Record<string, string>>) => Promise<{ readonly url: string; stop(): Promise<void> }>;
const inThisProcess: Start = (variables) => startService(fundingService, configurationFrom(fundingService.config, variables));

/** Over files, nobody listens at the address of the HTTP rails. */
export async function startFunding(rails: 'http' | 'files' = 'http', start: Start = inThisProcess) {
  const filesDir = await mkdtemp(join(tmpdir(), 'goufu-files-'));
  const port = String(await freePort());
  const callbackUrl = `http://127.0.0.1:${port}/treasury/payment-status`;
  const callback = { CALLBACK_URL: callbackUrl, CALLBACK_KEY };
  const treasury = await startTreasury(NOW, rails === 'files' ? { FILES_DIR: filesDir, FILES_EVERY_MS: '50' } : callback);
  const railsVariables: Record<string, string> = rails === 'files' ? { TREASURY_FILES_DIR: filesDir } : { TREASURY_URL: treasury.url, TREASURY_CALLBACK_KEY: CALLBACK_KEY };
  await treasury.ask('POST', '/accounts', { accountId: 'treasury-510104', name: '锦江区国库集中支付账户', openingBalanceFen: '1000000000000' });
  await treasury.ask('POST', '/accounts', { accountId: 'AGENCY-0001', name: '示例甲', openingBalanceFen: '0' });
  await treasury.ask('POST', '/accounts', { accountId: 'OTHER-0002', name: '示例乙', openingBalanceFen: '0' });
  const service = await startTestService({
    service: 'funding',
    migrations,
    start,
    variables: { SERVICE_PORT: port, TREASURY_RAILS: rails, ...railsVariables, TREASURY_TIMEOUT_MS: '1000', STATEMENT_EVERY_MS: '50' },
  });
  const app = new Client({ connectionString: service.database.appUrl });
  await app.connect();

  const funding = {
    ...service,
    treasury,
    callbackUrl,
    filesDir,
    /** Somebody writes SQL around the service, with the service's own rights. */
    asApp: async (sql: string): Promise<unknown[]> => (await app.query(sql)).rows,
    /** Calls a route that must succeed. */
    async must<Body = Record<string, unknown>>(person: TestPerson, method: string, path: string, body?: unknown): Promise<Body> {
      const answer = await service.call(person, method, path, body);
      if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      return answer.body as Body;
    },
    /** Two people approve a payment order; with the second one it is instructed. */
    async approve({ orderId, contentHash }: { readonly orderId: string; readonly contentHash: string }): Promise<void> {
      for (const person of approvers.slice(0, 2)) await funding.must(person, 'POST', `/payment-orders/${orderId}/approvals`, { contentHash });
    },
    /** One person proposes how a clawback case is to end, and another one approves that. */
    async conclude<Body = Record<string, unknown>>(caseId: string, proposed: object): Promise<Body> {
      const { proposals } = await funding.must<{ proposals: { proposalId: string }[] }>(officer, 'POST', `/clawbacks/${caseId}/proposals`, { reason: '核实', ...proposed });
      return funding.must<Body>(approvers[0] ?? officer, 'POST', `/clawback-proposals/${proposals.at(-1)?.proposalId}/decision`, { verdict: 'approve', reason: '同意' });
    },
    /** The books add up to nothing, and every balance is what the transfers make of it. */
    async sound(): Promise<void> {
      const { totals } = await funding.must<{ totals: unknown }>(officer, 'GET', '/ledger/trial-balance');
      expect(totals).toEqual([{ book: 'budget', balanceFen: '0' }, { book: 'cash', balanceFen: '0' }]);
      expect(await funding.must({ sub: 'auditor', roles: ['auditor'] }, 'GET', '/ledger/verification')).toMatchObject({ discrepancies: [] });
    },
    /** Something is told at the address at which the treasury tells how payments stand. */
    async treasuryTells(status: object): Promise<{ readonly status: number; readonly body: object }> {
      const answer = await fetch(callbackUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(status) });
      return { status: answer.status, body: (await answer.json()) as object };
    },
    moveClock: async (now: string): Promise<void> => {
      await treasury.ask('PUT', '/clock', { at: now });
      await service.moveClock(now);
    },
    /** Types of the facts that were published about a purchase, in order. */
    published: async (purchaseId: string): Promise<string[]> =>
      (await service.query<{ type: string }>('SELECT type FROM fact WHERE subject = $1 ORDER BY sequence', [purchaseId])).map(({ type }) => type.split('.')[1] ?? type),
    async untilPublished(purchaseId: string, last: string): Promise<string[]> {
      return eventually(async () => {
        const types = await funding.published(purchaseId);
        if (!types.includes(last)) throw new Error(`so far: ${types.join(', ')}`);
        return types;
      }, PATIENCE);
    },
    async close(): Promise<void> {
      await app.end();
      await service.close();
      await treasury.close();
      await rm(filesDir, { recursive: true, force: true });
    },
  };
  return funding;
}

const lineOf = (funding: Funding, amountFen: string) =>
  funding.must<{ lineId: string }>(officer, 'POST', '/budget-lines', { year: 2026, titleZh: '社区社会工作服务', source: 'district-budget', allowedUse: '政府购买社会工作服务', amountFen });

export interface Signed {
  readonly purchaseId: string;
  readonly terms: ContractTerms;
  readonly firstTranche: string;
}

/** A purchase whose contract is signed, over HTTP and Kafka alone. It names the account that `payee` registered. */
export async function signedContract(funding: Funding, times = 1n, payee = agency): Promise<Signed> {
  const budget = (600_000_000n * times).toString();
  const { lineId } = await lineOf(funding, budget);
  const { payeeAccountId } = await funding.must<{ payeeAccountId: string }>(payee, 'POST', '/payee-accounts', { accountNumber: 'AGENCY-0001' });
  const purchaseId = newId();
  const base = multiplied(contractTerms(lineId), times);
  const terms = { ...base, payeeAccountId, agency: { ...base.agency, orgId: agencyOrgId } };
  await funding.hear(purchasePlanned, purchaseId, {
    purchaser: terms.purchaser,
    title: terms.title,
    directoryItem: { code: 'A0101', nameZh: '社区社会工作' },
    category: terms.category,
    totalFen: budget,
    asks: [{ lineId, year: 2026, fen: budget }],
    profileVersion: 'spec',
  });
  await funding.hear(contractSigned, purchaseId, terms);
  await funding.untilPublished(purchaseId, 'commitment-recorded');
  return { purchaseId, terms, firstTranche: terms.tranches[0]?.trancheId ?? '' };
}

/** The same contract for so many times the money. */
function multiplied(terms: ContractTerms, times: bigint): ContractTerms {
  const more = (fen: string) => (BigInt(fen) * times).toString();
  return {
    ...terms,
    priceFen: more(terms.priceFen),
    budgetSplit: terms.budgetSplit.map((part) => ({ ...part, fen: more(part.fen) })),
    tranches: terms.tranches.map((tranche) => ({ ...tranche, fen: more(tranche.fen) })),
  };
}

/** The first tranche released, asked for, and before its approvers. */
export async function orderedPayment(funding: Funding, times = 1n, payee = agency): Promise<Signed & { readonly orderId: string; readonly contentHash: string }> {
  const signed = await signedContract(funding, times, payee);
  const { purchaseId, terms, firstTranche } = signed;
  await funding.hear(contractFiled, purchaseId, { contractId: terms.contractId, filingNo: '备〔2026〕1号', filedOn: '2026-03-02', noticeUrl: 'https://example.org/1' });
  await funding.untilPublished(purchaseId, 'tranche-released');
  const { orderId } = await funding.must<{ orderId: string }>(agency, 'POST', `/tranches/${firstTranche}/payment-request`, { invoiceRef: newId(), invoiceDate: '2026-03-02' });
  const { contentHash } = await funding.must<{ contentHash: string }>(approvers[0] ?? officer, 'GET', `/payment-orders/${orderId}`);
  return { ...signed, orderId, contentHash };
}
