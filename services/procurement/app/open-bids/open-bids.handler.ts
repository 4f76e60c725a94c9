import { bidsOpened } from '@goufu/contracts';
import { assert, isRefusal } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { LOG, type Log } from '@goufu/service';
import { DueTaskHandler, type DueTask } from '@goufu/tasks';
import { Inject, Injectable } from '@nestjs/common';
import { tender as tenders } from '../../domain/tender/tender.js';
import { bidsInTender, endBid, openBid, type BidRow } from '../persistence/bid.repository.js';
import { loadPurchaseForUpdate } from '../persistence/purchase.repository.js';
import { loadTender, loadTenderForUpdate, profileOf, type StoredTender } from '../persistence/tender.repository.js';
import { BidSealer, type BidContent } from '../sealing/bid-sealer.js';
import { saveTenderFacts } from '../save-tender-facts.js';
import { OPEN_BIDS, type OpenBids } from './task.js';

interface Unsealed {
  readonly row: BidRow;
  readonly content: BidContent;
}

/** Opens the sealed bids at the very time of the deadline (R43). The only code that ever opens a seal. */
@Injectable()
export class OpenBidsHandler extends DueTaskHandler<OpenBids> {
  readonly kind = OPEN_BIDS;

  constructor(
    @Inject(BidSealer) private readonly sealer: BidSealer,
    @Inject(LOG) private readonly log: Log,
  ) {
    super();
  }

  async run({ payload }: DueTask<OpenBids>, tx: Tx): Promise<void> {
    const found = await loadTender(tx, payload.tenderId);
    const purchase = found && (await loadPurchaseForUpdate(tx, found.purchaseId));
    const tender = await loadTenderForUpdate(tx, payload.tenderId);
    assert(tender !== undefined && purchase !== undefined, `tender ${payload.tenderId} exists`);
    if (tender.status !== 'open') return;
    const unsealed = await this.unseal(tx, tender);
    const bids = unsealed.map(({ row, content }) => ({
      id: row.id, orgId: content.org.orgId, price: BigInt(content.priceFen), smallEnterprise: content.smallEnterprise,
    }));
    const facts = tenders.decide({ kind: 'open', bids, profile: profileOf(tender), at: tx.now }, tender);
    assert(!isRefusal(facts), 'the task is due at the deadline');
    if (facts.some(({ kind }) => kind === 'opened')) {
      for (const { row, content } of unsealed) await openBid(tx, row.id, content);
      tx.record({
        contract: bidsOpened,
        subject: purchase.id,
        jurisdiction: purchase.jurisdiction,
        data: {
          tenderId: tender.id,
          bids: unsealed.map(({ row, content }) => ({ bidId: row.id, org: content.org, priceFen: content.priceFen, receiptHash: row.sha256 })),
        },
      });
    }
    await saveTenderFacts(tx, { purchase, tender }, facts);
  }

  /** A seal that does not open by no fault of the bidder counts as withdrawn; the others go on (R173). */
  private async unseal(tx: Tx, tender: StoredTender): Promise<Unsealed[]> {
    const unsealed: Unsealed[] = [];
    for (const row of await bidsInTender(tx, tender.id, ['sealed'])) {
      const seal = { tenderId: tender.id, bidId: row.id, bidsUntil: tender.bidsUntil };
      const content = this.sealer.open({ ciphertext: row.ciphertext, wrappedKey: row.wrapped_key }, seal, tx.now);
      if (content) unsealed.push({ row, content });
      else {
        this.log.error({ bidId: row.id }, 'a sealed bid cannot be opened');
        await endBid(tx, row.id, 'unreadable');
      }
    }
    return unsealed;
  }
}
