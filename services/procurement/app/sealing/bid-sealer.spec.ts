import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import 'reflect-metadata';
import { BidSealer, type BidContent, type Seal } from './bid-sealer.js';

const sealer = new BidSealer({ BID_KEY: randomBytes(32) });
const seal: Seal = { tenderId: '0198f0a0-0000-7000-8000-000000000101', bidId: '0198f0a0-0000-7000-8000-000000000111', bidsUntil: '2026-03-24T01:30:00.000Z' };
const bid: BidContent = {
  org: { orgId: '0198f0a0-0000-7000-8000-00000000a001', uscc: '52510104MJ0000001A', nameZh: '锦江区同心社会工作服务中心' },
  priceFen: '591500000', smallEnterprise: false, proposal: '方案', submittedBy: 'agency-1',
};
const sealed = sealer.seal(bid, seal);
const open = (change: Partial<Seal> = {}, now = seal.bidsUntil) => sealer.open(sealed, { ...seal, ...change }, now);

describe('a sealed bid (R41, R172, R175)', () => {
  it('opens at the deadline and not a millisecond before', () => {
    expect(open()).toEqual(bid);
    expect(() => open({}, '2026-03-24T01:29:59.999Z')).toThrow('is sealed until');
  });
  it('belongs to its tender, its bid and its deadline', () => {
    expect(open({ tenderId: '0198f0a0-0000-7000-8000-000000000102' })).toBeUndefined();
    expect(open({ bidId: '0198f0a0-0000-7000-8000-000000000112' })).toBeUndefined();
    // Moving the deadline in the database opens nothing earlier.
    expect(open({ bidsUntil: '2026-03-23T01:30:00.000Z' }, '2026-03-23T01:30:00.000Z')).toBeUndefined();
  });
  it('does not open when a byte of it or the key is another', () => {
    const altered = Buffer.from(sealed.ciphertext);
    altered.writeUInt8(altered.readUInt8(40) ^ 1, 40);
    expect(sealer.open({ ...sealed, ciphertext: altered }, seal, seal.bidsUntil)).toBeUndefined();
    expect(new BidSealer({ BID_KEY: randomBytes(32) }).open(sealed, seal, seal.bidsUntil)).toBeUndefined();
  });
  it('gives receipts of the ciphertext by both algorithms, and shows nothing of its content', () => {
    expect(sealed.sha256).toBe(createHash('sha256').update(sealed.ciphertext).digest('hex'));
    expect(sealed.sm3).toMatch(/^[0-9a-f]{64}$/);
    for (const secret of [bid.priceFen, bid.org.nameZh, bid.org.orgId]) expect(sealed.ciphertext.includes(secret)).toBe(false);
    expect(sealer.seal(bid, seal).sha256).not.toBe(sealed.sha256);
  });
  it('tells bidders apart per tender without naming them', () => {
    const tag = sealer.tagOf(seal.tenderId, bid.org.orgId);
    expect(sealer.tagOf(seal.tenderId, bid.org.orgId)).toBe(tag);
    expect(sealer.tagOf('0198f0a0-0000-7000-8000-000000000102', bid.org.orgId)).not.toBe(tag);
  });
});
