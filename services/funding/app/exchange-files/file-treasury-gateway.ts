import { CONFIGURATION } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import type { FundingConfiguration } from '../funding.config.js';
import { writeCreditTransfer } from '../iso20022/credit-transfer.js';
import { validateXml } from '../iso20022/xsd.js';
import { Malformed } from '../iso20022/xml-element.js';
import { TreasuryGateway, type EnquiryAnswer, type OutgoingPayment, type SendAnswer, type TreasuryMessage } from '../send-payment/treasury-gateway.js';
import { FileInbox } from './file-inbox.js';
import { TreasuryFolder } from './treasury-folder.js';

type Settings = Pick<FundingConfiguration, 'TREASURY_FILES_DIR' | 'TREASURY_FILE_PATIENCE_MS' | 'TREASURY_ACCOUNT' | 'TREASURY_ACCOUNT_NAME'>;

/** Invalid file format (ISO 20022 external status reason). */
const INVALID_FILE = 'FF01';

/**
 * Speaks to the treasury in ISO 20022 files. A payment is one file, whose name, ids and bytes follow from its end-to-end id: sent
 * again it is the same file, which a treasury that has it knows by its message id and answers with its status. That is the enquiry.
 */
@Injectable()
export class FileTreasuryGateway extends TreasuryGateway {
  private readonly folder: TreasuryFolder;

  constructor(
    @Inject(CONFIGURATION) private readonly settings: Settings,
    @Inject(FileInbox) private readonly inbox: FileInbox,
  ) {
    super();
    this.folder = new TreasuryFolder(settings.TREASURY_FILES_DIR, settings.TREASURY_FILE_PATIENCE_MS, () => performance.now());
  }

  async send(payment: OutgoingPayment): Promise<SendAnswer> {
    const text = writeCreditTransfer({
      messageId: payment.endToEndId,
      createdAt: payment.instructedAt,
      executionDate: payment.executionDate,
      debtor: { name: this.settings.TREASURY_ACCOUNT_NAME, account: this.settings.TREASURY_ACCOUNT },
      transfers: [{ endToEndId: payment.endToEndId, amount: payment.amount, creditor: { name: payment.creditorName, account: payment.creditorAccount } }],
    });
    try {
      await validateXml('pain.001.001.09', text);
    } catch (error) {
      // Nothing has left: the order is refused as the treasury would refuse it, and the money is payable again.
      if (error instanceof Malformed) return { kind: 'rejected', code: INVALID_FILE };
      throw error;
    }
    try {
      await this.folder.prepare();
      await this.folder.put(fileNameOf(payment.endToEndId), text);
    } catch {
      // Full, read-only or gone: the next try finds the file, or writes the same one.
      return { kind: 'not-sent' };
    }
    return { kind: 'handed-over' };
  }

  async enquire(payment: OutgoingPayment): Promise<EnquiryAnswer> {
    await this.folder.prepare();
    if (await this.folder.waits(fileNameOf(payment.endToEndId))) return { kind: 'handed-over' };
    const again = await this.send(payment);
    return again.kind === 'handed-over' ? again : { kind: 'unknown' };
  }

  async receive(take: (message: TreasuryMessage) => Promise<void>): Promise<void> {
    await this.folder.prepare();
    await this.inbox.receive(this.folder, take);
  }
}

const fileNameOf = (endToEndId: string): string => `pain.001-${endToEndId}.xml`;
