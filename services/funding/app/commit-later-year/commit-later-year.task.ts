import { commitmentRecorded, commitmentRefused } from '@goufu/contracts';
import { addDays, assert, localDateOf, startOfDay, wireFen, type Fen, type Id } from '@goufu/kernel';
import { causedId } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { DueTaskHandler, scheduleTask, type DueTask } from '@goufu/tasks';
import { Inject, Injectable } from '@nestjs/common';
import { makeYearly } from '../../domain/commitment/later-years.js';
import { commitAvailable } from '../../domain/ledger/posting.js';
import { lockLines, type StoredLine } from '../persistence/budget-line.repository.js';
import { commitmentsOf, foreseenOn, markMade, markShort, type StoredCommitment } from '../persistence/commitment.repository.js';
import { findContract, type StoredContract } from '../persistence/contract.repository.js';
import { post } from '../persistence/ledger.repository.js';
import { lockTranchesOf } from '../persistence/tranche.repository.js';
import { ReleaseTrancheHandler } from '../release-tranche/release-tranche.handler.js';
import { COMMIT_LATER_YEAR, type CommitLaterYear } from './ask-for-later-years.js';

/**
 * A later year of contracts has a budget: Available → Committed for each that it can take, and the tranches that waited for it go on
 * (R126). What is short is told and stays on record; it is looked at again with the next money of the line, and daily.
 */
@Injectable()
export class CommitLaterYearTask extends DueTaskHandler<CommitLaterYear> {
  readonly kind = COMMIT_LATER_YEAR;

  constructor(@Inject(ReleaseTrancheHandler) private readonly tranches: ReleaseTrancheHandler) {
    super();
  }

  async run({ payload: { lineId } }: DueTask<CommitLaterYear>, tx: Tx): Promise<void> {
    const contractIds = [...new Set((await foreseenOn(tx, lineId)).map(({ contractId }) => contractId))];
    await lockTranchesOf(tx, contractIds);
    const [line] = await lockLines(tx, [lineId]);
    if (!line || line.closed) return;
    // What was signed meanwhile is not locked; it asks for itself.
    const foreseen = (await foreseenOn(tx, lineId)).filter(({ contractId }) => contractIds.includes(contractId));
    const { made, short } = makeYearly(foreseen, line.available);
    for (const commitment of made) await make(tx, line, commitment);
    for (const { commitment, lacks } of short) if (commitment.short !== lacks) await refuse(tx, commitment, lacks);
    if (short.length > 0) await lookAgainTomorrow(tx, lineId);
    for (const contractId of new Set(made.map((commitment) => commitment.contractId))) await this.goOn(tx, contractId, line.year);
  }

  /** Ticks the year where all of it is committed. */
  private async goOn(tx: Tx, contractId: Id, year: number): Promise<void> {
    const missing = (await commitmentsOf(tx, contractId)).some((commitment) => commitment.year === year && commitment.foreseen);
    if (missing) return;
    await this.tranches.note([{ factId: causedId(contractId, `yearly-budget/${year}`), contractId, evidence: { kind: 'yearly-budget', year } }], tx);
  }
}

/** Money may also come back to the line, from a contract that ended. */
async function lookAgainTomorrow(tx: Tx, lineId: Id): Promise<void> {
  const tomorrow = addDays(localDateOf(tx.now), 1);
  scheduleTask<CommitLaterYear>(tx, { kind: COMMIT_LATER_YEAR, key: `${lineId}/${tomorrow}`, dueAt: startOfDay(tomorrow), payload: { lineId } });
}

async function contractOf(tx: Tx, { contractId }: StoredCommitment): Promise<StoredContract> {
  const contract = await findContract(tx, contractId);
  assert(contract !== undefined, `commitment of an unknown contract ${contractId}`);
  return contract;
}

async function make(tx: Tx, { id: lineId, year }: StoredLine, commitment: StoredCommitment): Promise<void> {
  const { id: contractId, purchaseId, jurisdiction, revision } = await contractOf(tx, commitment);
  const { commitmentId, amount } = commitment;
  await markMade(tx, commitmentId, lineId);
  const transfers = commitAvailable({ commitmentId, lineId, year, amount });
  post(tx, [{ eventId: causedId(commitmentId, 'made'), reason: 'later-year-committed', purchaseId, jurisdiction, transfers }]);
  const fen = wireFen(amount);
  const data = { contractId, purchaseId, revision, parts: [{ commitmentId, lineId, year, fen }], fen, returnedFen: '0' };
  tx.record({ contract: commitmentRecorded, subject: purchaseId, jurisdiction, data });
}

async function refuse(tx: Tx, commitment: StoredCommitment, lacks: Fen): Promise<void> {
  const { id: contractId, purchaseId, jurisdiction, revision } = await contractOf(tx, commitment);
  await markShort(tx, commitment.commitmentId, lacks);
  const data = { contractId, purchaseId, revision, reason: 'short' as const, shortFen: wireFen(lacks), year: commitment.year };
  tx.record({ contract: commitmentRefused, subject: purchaseId, jurisdiction, data });
}
