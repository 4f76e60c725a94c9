import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { resultPublished } from '@goufu/contracts';
import { ConsumerGroup, newId, toMessage, type MessageBus, type ReceivedMessage, type SubscribeOptions } from '@goufu/messaging';
import { Client } from 'pg';
import { uncommit, type Transfer } from '../../domain/ledger/posting.js';
import { post } from '../persistence/ledger.repository.js';
import { JURISDICTION, openWorld, type World } from '../specs/world.js';
import { verifyBooks } from '../verify-ledger/verify-books.js';
import { OnEvaluationResultPublished } from './on-evaluation-result-published.consumer.js';
import { ReleaseTrancheHandler } from './release-tranche.handler.js';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
const NOW = '2026-09-30T08:00:00.000Z';
type Signed = Awaited<ReturnType<World['signed']>>;

/** The results of one poll, from the broker's hands to the commit. */
describe('a chunk of results', () => {
  let world: World;
  let group: ConsumerGroup;
  let subscribed: SubscribeOptions;
  let offset = 0n;
  const sequences = new Map<string, number>();

  const bus: MessageBus = {
    publish: () => Promise.resolve(),
    ensureTopics: () => Promise.resolve(),
    check: () => Promise.resolve(),
    close: () => Promise.resolve(),
    subscribe: (options) => {
      subscribed = options;
      return Promise.resolve({ stop: () => Promise.resolve(), pause: () => undefined, resume: () => undefined });
    },
  };

  beforeAll(async () => {
    world = await openWorld();
    const consumers = [new OnEvaluationResultPublished(new ReleaseTrancheHandler())];
    group = new ConsumerGroup({ group: 'funding', service: 'funding', consumers, bus, unitOfWork: world.unitOfWork, log: silent, onCrash: () => undefined });
    await group.start();
  });
  afterAll(async () => {
    await group.stop();
    await world.close();
  });

  /** The third tranche of each contract is owed once its one evaluation is good. */
  async function publish(contracts: readonly Signed[], revision = 1): Promise<void> {
    const messages = contracts.map(({ purchaseId, contractId }): ReceivedMessage => {
      const sequence = (sequences.get(purchaseId) ?? 0) + 1;
      sequences.set(purchaseId, sequence);
      const about = { resultId: newId(), roundId: newId(), contractId, agencyOrgId: newId(), templateId: newId(), templateVersion: 1, profileVersion: 'spec' };
      const verdict = { revision, evaluationCode: 'second', kind: 'mid-term', attempt: 1, scoreBp: 9_000, grade: 'good', vetoes: [], publishedAt: NOW };
      const envelope = { specversion: '1.0', id: newId(), source: 'goufu/evaluation', type: resultPublished.type, subject: purchaseId, sequence } as const;
      const rest = { time: NOW, jurisdiction: JURISDICTION, actorid: 'spec', classification: resultPublished.classification, correlationid: purchaseId };
      return { ...toMessage({ ...envelope, ...rest }, JSON.stringify({ ...about, ...verdict })), topic: 'evaluation', partition: 0, offset: offset++ };
    });
    const context = { isCurrent: () => true, heartbeat: () => Promise.resolve(), done: () => undefined };
    await subscribed.onBatch({ topic: 'evaluation', partition: 0, messages, highWatermark: offset }, context);
  }

  const stagesOf = async (contracts: readonly Signed[]) =>
    (await world.rows<{ stage: string }>(`SELECT stage FROM tranche WHERE tranche_no = 3 AND contract_id = ANY ($1) ORDER BY array_position($1, contract_id)`, [contracts.map(({ contractId }) => contractId)])).map(({ stage }) => stage);

  it('asks the database as often for a hundred as for one: in three round trips from BEGIN to COMMIT, their payment orders included', async () => {
    const contracts: Signed[] = [];
    for (let i = 0; i < 101; i += 1) contracts.push(await world.signed());
    await world.rows(
      `INSERT INTO payment_request (id, tranche_id, contract_id, agency_org_id, jurisdiction, invoice_ref, invoice_date, pay_by, requested_by, requested_at, state)
       SELECT gen_random_uuid(), id, contract_id, agency_org_id, jurisdiction, id::text, '2026-09-30', '2026-10-30', 'agency', $1, 'open' FROM tranche WHERE tranche_no = 3`,
      [NOW],
    );
    const [one, ...hundred] = contracts;
    const asked = await transactionsOf(async () => {
      await publish(one ? [one] : []);
      await publish(hundred);
    });
    expect(new Set(await stagesOf(contracts))).toEqual(new Set(['payable']));
    expect(await world.rows(`SELECT count(*)::int AS orders FROM payment_order`)).toEqual([{ orders: 101 }]);
    expect(asked).toHaveLength(2);
    expect(asked[0]).toEqual(asked[1]);
    expect(asked[0]?.roundTrips).toBeLessThanOrEqual(3);
  }, 120_000);

  it('releases what its commitment can pay and says of the rest what is missing (R115)', async () => {
    const contracts: [Signed, Signed, Signed] = [await world.signed(), await world.signed(), await world.signed()];
    const back = await drain(contracts[1]);
    await publish(contracts);
    expect(await stagesOf(contracts)).toEqual(['payable', 'committed', 'payable']);
    const lineId = contracts[1].budgetSplit[0]?.lineId;
    const told = await world.rows<{ body: string }>(`SELECT body FROM fact WHERE subject = $1 AND type = 'funding.tranche-withheld.v1'`, [contracts[1].purchaseId]);
    expect(told.map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      expect.objectContaining({ trancheNo: 3, revision: 1, takenBack: false, rules: ['R115'], waitingFor: [{ condition: 'sufficient-commitment', of: lineId, rule: 'R115', lacksFen: '118300000' }] }),
    ]);
    await publish([contracts[1]], 2);
    expect(await world.published(contracts[1].purchaseId)).toEqual(['budget-reserved', 'commitment-recorded', 'tranche-withheld']);
    await move(contracts[1], back);
    await publish([contracts[1]], 3);
    expect(await stagesOf(contracts)).toEqual(['payable', 'payable', 'payable']);
    const reads = { query: <Row>(sql: string, parameters: readonly unknown[] = []) => world.dataSource.query<Row[]>(sql, [...parameters]) };
    expect((await verifyBooks(reads)).discrepancies).toEqual([]);
  });

  const move = ({ purchaseId }: Signed, transfers: readonly Transfer[]) =>
    world.run((tx) => post(tx, [{ eventId: newId(), reason: 'spec', jurisdiction: JURISDICTION, purchaseId, transfers }]));

  /** Takes away all that is committed; answers what brings it back. */
  async function drain(signed: Signed): Promise<Transfer[]> {
    const [part] = await world.rows<{ id: string; line_id: string; fiscal_year: number; amount_fen: string }>(`SELECT id, line_id, fiscal_year, amount_fen FROM commitment WHERE contract_id = $1`, [signed.contractId]);
    if (!part) throw new Error('a signed contract has a commitment');
    const transfers = uncommit({ commitmentId: part.id, lineId: part.line_id, year: part.fiscal_year, amount: BigInt(part.amount_fen) });
    await move(signed, transfers);
    return transfers.map(({ from, to, amount }) => ({ from: to, to: from, amount }));
  }
});

interface Asked {
  readonly statements: string[];
  /** How often an answer was waited for. */
  roundTrips: number;
}

/** The transactions that took note of records, whoever sent their statements. */
async function transactionsOf(work: () => Promise<void>): Promise<Asked[]> {
  const { query } = Client.prototype;
  const open = new Map<unknown, Asked & { underway: number }>();
  const transactions: Asked[] = [];
  Client.prototype.query = function counted(this: Client, ...parameters: Parameters<Client['query']>) {
    const text = textOf(parameters[0]);
    if (text.startsWith('BEGIN')) open.set(this, { statements: [], roundTrips: 0, underway: 0 });
    const asked = open.get(this);
    const answer = query.apply(this, parameters) as unknown;
    if (!asked || !(answer instanceof Promise)) return answer;
    if (asked.underway === 0) asked.roundTrips += 1;
    asked.underway += 1;
    asked.statements.push(text.startsWith('BEGIN') ? 'BEGIN' : text);
    const answered = () => {
      asked.underway -= 1;
    };
    answer.then(answered, answered);
    if (text === 'COMMIT') {
      open.delete(this);
      transactions.push({ statements: asked.statements, roundTrips: asked.roundTrips });
    }
    return answer;
  } as typeof query;
  try {
    await work();
  } finally {
    Client.prototype.query = query;
  }
  return transactions.filter(({ statements }) => statements.some((text) => text.includes('INSERT INTO inbox')));
}

const textOf = (statement: unknown): string =>
  typeof statement === 'object' && statement !== null && 'text' in statement ? String(statement.text) : String(statement);
