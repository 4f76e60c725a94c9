import { createHash } from 'node:crypto';
import { isTransient, UnitOfWork } from '@goufu/persistence';
import { CONFIGURATION, LOG, type Log } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import type { FundingConfiguration } from '../funding.config.js';
import { readMessage } from '../iso20022/read-message.js';
import { Malformed } from '../iso20022/xml-element.js';
import { raiseBreak } from '../persistence/break.repository.js';
import { Reader } from '../persistence/reader.js';
import { findFileOutcome, insertFile, type FileOutcome } from '../persistence/treasury-file.repository.js';
import type { TreasuryMessage } from '../send-payment/treasury-gateway.js';
import type { ClaimedFile, TreasuryFolder } from './treasury-folder.js';

type Settings = Pick<FundingConfiguration, 'TREASURY_ACCOUNT' | 'TREASURY_JURISDICTION'>;

/**
 * Takes files in, each content once: what is remembered is the hash, so a second copy changes nothing, and a crash anywhere
 * repeats what has no effect twice. A malformed file is refused whole before any of it counts, and its original is kept.
 */
@Injectable()
export class FileInbox {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork,
    @Inject(Reader) private readonly reader: Reader,
    @Inject(CONFIGURATION) private readonly settings: Settings,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Takes in everything that has arrived. A file that fails for a reason of the machine stays where it is, and is taken again. */
  async receive(folder: TreasuryFolder, take: (message: TreasuryMessage) => Promise<void>): Promise<void> {
    for await (const file of folder.claim()) {
      try {
        await this.takeIn(folder, file, take);
      } catch (error) {
        if (isTransient(error)) throw error;
        this.log.error({ err: error, file: file.name }, 'a file of the treasury cannot be taken in; it is kept and tried again');
      }
    }
  }

  private async takeIn(folder: TreasuryFolder, file: ClaimedFile, take: (message: TreasuryMessage) => Promise<void>): Promise<void> {
    const { name, content } = file;
    const sha256 = createHash('sha256').update(content).digest('hex');
    const outcome = (await findFileOutcome(this.reader, sha256)) ?? (await this.read(name, sha256, content, take));
    await folder.keep(file, sha256, outcome.state, outcome.state === 'refused' ? { file: name, sha256, ...outcome } : undefined);
  }

  private async read(fileName: string, sha256: string, content: Buffer, take: (message: TreasuryMessage) => Promise<void>): Promise<FileOutcome> {
    const { TREASURY_ACCOUNT: account, TREASURY_JURISDICTION: jurisdiction } = this.settings;
    const messages = await readMessage(content, account);
    const outcome: FileOutcome = messages instanceof Malformed ? { state: 'refused', field: messages.field, line: messages.line, reason: messages.reason } : { state: 'processed' };
    if (!(messages instanceof Malformed)) for (const message of messages) await take(message);
    await this.unitOfWork.run({ actorId: 'service:funding', jurisdiction }, async (tx) => {
      const isNew = await insertFile(tx, { sha256, fileName, jurisdiction, outcome });
      if (isNew && outcome.state === 'refused') {
        const found = `${outcome.field}, line ${outcome.line}: ${outcome.reason}`.slice(0, 500);
        await raiseBreak(tx, { account, jurisdiction, kind: 'file-refused', subject: sha256, expected: 'a message that follows its schema', found });
      }
    });
    return outcome;
  }
}
