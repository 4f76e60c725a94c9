import { randomBytes } from 'node:crypto';
import type { ContractTerms, DataOf, FactContract } from '@goufu/contracts';
import { isRefusal, type Id } from '@goufu/kernel';
import { FactStore, newId, type FactConsumer, type FactRecord, type Outcome } from '@goufu/messaging';
import { openDatabase, UnitOfWork, type Tx, type WorkContext } from '@goufu/persistence';
import { allMigrations, type Caller } from '@goufu/service';
import { movableClock, testDatabase, type TestClock, type TestDatabase } from '@goufu/testing';
import type { DataSource } from 'typeorm';
import { appropriate } from '../../domain/ledger/posting.js';
import { CommitContractHandler } from '../commit-contract/commit-contract.handler.js';
import { insertLine } from '../persistence/budget-line.repository.js';
import { post } from '../persistence/ledger.repository.js';
import { fundingMigrations } from '../persistence/migrations.js';
import { ReserveBudgetHandler } from '../reserve-budget/reserve-budget.handler.js';

export const JURISDICTION = '510104';
const FINANCE: WorkContext = { actorId: 'finance-officer-1', jurisdiction: JURISDICTION };
const SERVICE: WorkContext = { actorId: 'service:funding', jurisdiction: JURISDICTION };

export const migrations = allMigrations({ migrations: fundingMigrations });

/** A funding database of a spec's own, and the ways to bring money into it. */
export interface World {
  readonly database: TestDatabase;
  readonly dataSource: DataSource;
  readonly unitOfWork: UnitOfWork;
  readonly clock: TestClock;
  /** Runs in a transaction as the service. A refusal fails the spec. */
  run<Result>(work: (tx: Tx) => Promise<Result> | Result): Promise<Result>;
  rows<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Types of the facts that were published about a purchase, in order. */
  published(purchaseId: Id): Promise<string[]>;
  /** Balance of every account that is not empty, as `book/stage`: fen. */
  balances(): Promise<Record<string, string>>;
  openLine(fen: bigint, year?: number, source?: string): Promise<Id>;
  /** A reserved purchase with a signed contract. */
  signed(over?: Partial<ContractTerms>): Promise<ContractTerms & { readonly purchaseId: Id }>;
  close(): Promise<void>;
}

/** A person of finance who calls a handler. */
export function callerFor(actorId: string, jurisdiction = JURISDICTION): Caller {
  return { actorId, roles: ['finance-officer'], jurisdiction, scope: { jurisdiction }, work: () => ({ actorId, jurisdiction }) };
}

export async function openWorld(at = '2026-03-02T01:00:00.000Z'): Promise<World> {
  const database = await testDatabase('funding', migrations);
  const dataSource = await openDatabase({ url: database.appUrl });
  const clock = movableClock(at);
  const unitOfWork = new UnitOfWork(dataSource, clock, new FactStore('funding'));
  const run = async <Result>(work: (tx: Tx) => Promise<Result> | Result): Promise<Result> => {
    const result = await unitOfWork.run(SERVICE, async (tx) => work(tx));
    if (isRefusal(result)) throw new Error(result.code);
    return result;
  };
  const rows = async <Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> => dataSource.query(sql, [...parameters]);
  const openLine = (fen: bigint, year = 2026, source = 'district-budget'): Promise<Id> =>
    unitOfWork.run(FINANCE, async (tx) => {
      const id = newId();
      await insertLine(tx, { id, jurisdiction: JURISDICTION, year, titleZh: '社区社会工作服务', source, allowedUse: '社会工作', appropriated: fen });
      post(tx, [{ eventId: id, reason: 'opened', jurisdiction: JURISDICTION, transfers: appropriate({ lineId: id, year }, fen) }]);
      return id;
    });
  return {
    database,
    dataSource,
    unitOfWork,
    clock,
    run,
    rows,
    openLine,
    async published(purchaseId) {
      const facts = await rows<{ type: string }>(`SELECT type FROM fact WHERE subject = $1 ORDER BY sequence`, [purchaseId]);
      return facts.map(({ type }) => type.split('.')[1] ?? type);
    },
    async balances() {
      const found = await rows<{ account: string; fen: string }>(
        `SELECT book || '/' || stage AS account, sum(balance_fen)::text AS fen FROM line_account GROUP BY 1
         UNION ALL SELECT 'budget/' || stage, sum(balance_fen)::text FROM holding_account GROUP BY 1 ORDER BY 1`,
      );
      return Object.fromEntries(found.filter(({ fen }) => fen !== '0').map(({ account, fen }) => [account, fen]));
    },
    async signed(over = {}) {
      const terms = contractTerms(over.budgetSplit?.[0]?.lineId ?? (await openLine(800_000_000n)), over);
      const purchaseId = newId();
      const causedBy = recordFor(purchaseId);
      await run(async (tx) => {
        await new ReserveBudgetHandler().reserve([{ purchaseId, title: terms.title, asks: terms.budgetSplit, causedBy, spending: SPENDING }], tx);
        await new CommitContractHandler().commit({ purchaseId, terms, causedBy }, tx);
      });
      return { ...terms, purchaseId };
    },
    async close() {
      await dataSource.destroy();
      await database.drop();
    },
  };
}

const recordFor = (subject: Id) => ({ id: newId(), correlationId: subject, jurisdiction: JURISDICTION });

/** What every purchase of a spec is for, unless that is what it is about. */
export const SPENDING = { use: 'social-work-service', directoryItem: 'A0101' } as const;

/** A fact of another service about a purchase, as a consumer gets it. */
export function factOf<Contract extends FactContract>(contract: Contract, subject: Id, data: DataOf<Contract>): FactRecord<Contract> {
  const envelope = { type: contract.type, subject, sequence: 1, time: '2026-03-02T01:00:00.000Z', actorId: 'somebody' };
  return { ...recordFor(subject), ...envelope, data, topic: contract.topic, partition: 0, offset: 0n };
}

/** Hands records to a consumer in one transaction. */
export const deliver = <Contract extends FactContract>(world: World, consumer: FactConsumer<Contract>, ...records: FactRecord<Contract>[]): Promise<readonly Outcome[]> =>
  world.run((tx) => consumer.handle(records, tx));

const org = (nameZh: string) => ({ orgId: newId(), uscc: '51510104MJQ0000014', nameZh });

/** ¥5,915,000.00 in the four tranches of T6. */
export function contractTerms(lineId: Id, over: Partial<ContractTerms> = {}): ContractTerms {
  const grades = { excellent: 'release', good: 'release', pass: 'release-after-rectification', fail: 'hold' } as const;
  const payFactors = Object.entries(grades).map(([grade, effect]) => ({
    grade: grade as keyof typeof grades,
    factorBp: effect === 'hold' ? 0 : 10_000,
    effect,
  }));
  const tranche = (no: number, bp: number, fen: string, conditions: ContractTerms['tranches'][number]['conditions']) => ({
    trancheId: newId(),
    no,
    bp,
    fen,
    conditions,
    payFactors,
  });
  return {
    contractId: newId(),
    revision: 1,
    tenderId: newId(),
    contractNo: `GF-${randomBytes(3).toString('hex')}`,
    title: '锦江区社区社会工作服务',
    category: 'community',
    agency: org('锦江区示例甲社会工作服务中心'),
    purchaser: org('锦江区示例民政局'),
    priceFen: '591500000',
    term: { from: '2026-03-02', to: '2027-03-01' },
    budgetSplit: [{ lineId, year: 2026, fen: '591500000' }],
    tranches: [
      tranche(1, 5000, '295750000', [{ kind: 'contract-filed' }]),
      tranche(2, 1722, '101856300', [{ kind: 'milestone', milestoneCode: 'six-months' }, { kind: 'evaluation', evaluationCode: 'mid-term' }]),
      tranche(3, 2000, '118300000', [{ kind: 'evaluation', evaluationCode: 'second' }]),
      tranche(4, 1278, '75593700', [{ kind: 'acceptance' }, { kind: 'evaluation', evaluationCode: 'final' }]),
    ],
    milestones: [],
    quotas: [],
    evaluationPlan: [],
    payeeAccountId: newId(),
    smeFlag: true,
    profileVersion: 'spec',
    ...over,
  };
}
