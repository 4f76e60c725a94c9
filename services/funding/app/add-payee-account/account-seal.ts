import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { CONFIGURATION } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import type { FundingConfiguration } from '../funding.config.js';

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals account numbers with AES-256-GCM. Bound to the id of the row, so that a sealed number cannot be moved to another one. */
@Injectable()
export class AccountSeal {
  readonly #key: Buffer;

  constructor(@Inject(CONFIGURATION) configuration: Pick<FundingConfiguration, 'ACCOUNT_KEY'>) {
    this.#key = configuration.ACCOUNT_KEY;
  }

  seal(payeeAccountId: string, accountNumber: string): Buffer {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv).setAAD(Buffer.from(payeeAccountId));
    const sealed = Buffer.concat([cipher.update(accountNumber, 'utf8'), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  /** Throws when the bytes were changed or belong to another row. */
  open(payeeAccountId: string, sealed: Buffer): string {
    const decipher = createDecipheriv('aes-256-gcm', this.#key, sealed.subarray(0, IV_BYTES))
      .setAAD(Buffer.from(payeeAccountId))
      .setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  }
}
