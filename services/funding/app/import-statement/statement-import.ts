import { setTimeout as delay } from 'node:timers/promises';
import { isTransient, UnitOfWork, type Tx } from '@goufu/persistence';
import { CONFIGURATION, LOG, type Log } from '@goufu/service';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AccountSeal } from '../add-payee-account/account-seal.js';
import type { FundingConfiguration } from '../funding.config.js';
import { Reader } from '../persistence/reader.js';
import { lockStatement, moveCursor, statementCursor } from '../persistence/statement.repository.js';
import { TreasuryGateway, type StatementEntry } from '../send-payment/treasury-gateway.js';
import { takeInEntry } from './take-in-entry.js';

type Settings = Pick<FundingConfiguration, 'TREASURY_ACCOUNT' | 'TREASURY_JURISDICTION' | 'STATEMENT_EVERY_MS'>;

/**
 * Reads the treasury's statement again and again. Only an entry there settles a payment. Each entry is a transaction of its own,
 * and the cursor moves when all of a page are in: what comes twice is known, and one bad entry holds up no other.
 */
@Injectable()
export class StatementImport implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly ending = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(TreasuryGateway) private readonly treasury: TreasuryGateway,
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Reader) private readonly reader: Reader,
    @Inject(AccountSeal) private readonly seal: AccountSeal,
    @Inject(CONFIGURATION) private readonly settings: Settings,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    this.running = this.keepReading();
  }

  async onApplicationShutdown(): Promise<void> {
    this.ending.abort();
    await this.running;
  }

  /** Takes in every page that is there now. */
  async importNow(): Promise<void> {
    while (await this.importPage());
  }

  private async keepReading(): Promise<void> {
    const { signal } = this.ending;
    while (!signal.aborted) {
      await this.importNow().catch((error: unknown) => {
        if (!signal.aborted) this.log.warn({ err: error }, 'the statement cannot be read now; it is tried again');
      });
      // Cut short only by the end of the service.
      await delay(this.settings.STATEMENT_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Answers whether more may follow. */
  private async importPage(): Promise<boolean> {
    const { TREASURY_ACCOUNT: account } = this.settings;
    const cursor = await statementCursor(this.reader, account);
    const { entries, nextCursor, more } = await this.treasury.statement(account, cursor, this.ending.signal);
    if (entries.length === 0 && nextCursor === cursor) return false;
    // Whatever the order on the page: money comes back only after it has left.
    const inOrder = [...entries.filter(({ direction }) => direction === 'debit'), ...entries.filter(({ direction }) => direction === 'credit')];
    for (const entry of inOrder) await this.takeIn(entry);
    await this.locked((tx, standing) => (standing === cursor ? moveCursor(tx, account, nextCursor) : Promise.resolve()));
    return more;
  }

  /** An entry that cannot be taken in for a reason of its own is suspended, so that a person looks at it. */
  private async takeIn(entry: StatementEntry): Promise<void> {
    const { TREASURY_ACCOUNT: account, TREASURY_JURISDICTION: jurisdiction } = this.settings;
    try {
      await this.locked((tx) => takeInEntry(tx, { account, jurisdiction }, entry, this.seal));
    } catch (error) {
      if (isTransient(error)) throw error;
      this.log.error({ err: error, entryRef: entry.entryRef }, 'a statement entry cannot be taken in and is suspended');
      await this.locked((tx) => takeInEntry(tx, { account, jurisdiction }, entry, this.seal, 'not-expected'));
    }
  }

  /** One reader of the account at a time, over all processes. `standing` is the cursor as it stands then. */
  private locked(work: (tx: Tx, standing: string) => Promise<unknown>): Promise<unknown> {
    const { TREASURY_ACCOUNT: account, TREASURY_JURISDICTION: jurisdiction } = this.settings;
    return this.unitOfWork.run({ actorId: 'service:funding', jurisdiction }, async (tx) => work(tx, await lockStatement(tx, account, jurisdiction)));
  }
}
