import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { org, uuid } from '@goufu/contracts';
import type { Id, Instant } from '@goufu/kernel';
import { CONFIGURATION } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';

/** What a bid says; readable before the deadline by nobody. */
const content = z.object({
  org,
  priceFen: z.string(),
  smallEnterprise: z.boolean(),
  proposal: z.string(),
  payeeAccountId: uuid.optional(),
  submittedBy: z.string(),
});
export type BidContent = z.infer<typeof content>;

export interface SealedBid {
  readonly ciphertext: Buffer;
  readonly wrappedKey: Buffer;
  /** Of the ciphertext; both go onto the receipt (R175). */
  readonly sha256: string;
  readonly sm3: string;
}

/** The seal belongs to this bid, tender and deadline: with any of them changed it does not open. */
export interface Seal {
  readonly tenderId: Id;
  readonly bidId: Id;
  readonly bidsUntil: Instant;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals bids with AES-256-GCM under a data key of their own, which is wrapped by a key of the tender, derived from BID_KEY and
 * the deadline. Only `open` derives that key, and not before the deadline (R41, R172, R175).
 */
@Injectable()
export class BidSealer {
  private readonly key: Buffer;

  constructor(@Inject(CONFIGURATION) { BID_KEY }: { readonly BID_KEY: Buffer }) {
    this.key = BID_KEY;
  }

  seal(bid: BidContent, seal: Seal): SealedBid {
    const dataKey = randomBytes(32);
    const ciphertext = encrypt(dataKey, Buffer.from(JSON.stringify(bid)), seal);
    const wrappedKey = encrypt(this.tenderKey(seal), dataKey, seal);
    return { ciphertext, wrappedKey, sha256: hash('sha256', ciphertext), sm3: hash('sm3', ciphertext) };
  }

  /** Undefined when the seal does not open: then the bid counts as withdrawn and the others go on (R173). */
  open({ ciphertext, wrappedKey }: Pick<SealedBid, 'ciphertext' | 'wrappedKey'>, seal: Seal, now: Instant): BidContent | undefined {
    if (now < seal.bidsUntil) throw new Error(`bid ${seal.bidId} is sealed until ${seal.bidsUntil}`);
    const dataKey = decrypt(this.tenderKey(seal), wrappedKey, seal);
    const plain = dataKey && decrypt(dataKey, ciphertext, seal);
    return plain && content.parse(JSON.parse(plain.toString('utf8')));
  }

  /** Tells a bidder's own bids apart from others' without naming the bidder (R37). */
  tagOf(tenderId: Id, orgId: string): string {
    return createHmac('sha256', this.derive('bidder', tenderId)).update(orgId).digest('hex');
  }

  /** Hides who sent what under which Idempotency-Key. */
  get claimSecret(): Buffer {
    return this.derive('claims', '');
  }

  private tenderKey({ tenderId, bidsUntil }: Seal): Buffer {
    return this.derive(`opening ${bidsUntil}`, tenderId);
  }

  private derive(purpose: string, salt: string): Buffer {
    return Buffer.from(hkdfSync('sha256', this.key, salt, `goufu ${purpose}`, 32));
  }
}

const hash = (algorithm: 'sha256' | 'sm3', bytes: Buffer): string => createHash(algorithm).update(bytes).digest('hex');
const boundTo = ({ tenderId, bidId, bidsUntil }: Seal): Buffer => Buffer.from(`${tenderId} ${bidId} ${bidsUntil}`);

function encrypt(key: Buffer, plain: Buffer, seal: Seal): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(boundTo(seal));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

function decrypt(key: Buffer, sealed: Buffer, seal: Seal): Buffer | undefined {
  const [iv, tag, body] = [sealed.subarray(0, IV_BYTES), sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES), sealed.subarray(IV_BYTES + TAG_BYTES)];
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES }).setAAD(boundTo(seal)).setAuthTag(tag);
    return Buffer.concat([decipher.update(body), decipher.final()]);
  } catch {
    // A wrong key or altered bytes: GCM tells no more than that.
    return undefined;
  }
}
