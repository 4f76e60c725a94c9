import { describe, it } from '@jest/globals';
import { given } from '@goufu/testing';
import { bid } from './bid.js';

const bidsUntil = '2026-03-24T01:30:00.000Z';
const at = '2026-03-24T01:29:59.999Z';
const sealed = { kind: 'sealed', at } as const;

describe('a bid before the opening (R41)', () => {
  it('is sealed until the last millisecond', () => given(bid)().when({ kind: 'submit', price: 1n, live: false, bidsUntil, at }).then(sealed));
  it('is refused at the deadline', () => {
    given(bid)().when({ kind: 'submit', price: 1n, live: false, bidsUntil, at: bidsUntil }).thenRefused('bid.too-late');
    given(bid)(sealed).when({ kind: 'replace', price: 1n, bidsUntil, at: bidsUntil }).thenRefused('bid.too-late');
    given(bid)(sealed).when({ kind: 'withdraw', bidsUntil, at: bidsUntil }).thenRefused('bid.too-late');
  });
  it('is one per bidder', () => given(bid)().when({ kind: 'submit', price: 1n, live: true, bidsUntil, at }).thenRefused('bid.already-submitted'));
  it('has a price', () => given(bid)().when({ kind: 'submit', price: 0n, live: false, bidsUntil, at }).thenRefused('bid.no-price'));
  it('is replaced or withdrawn while it is sealed, once', () => {
    given(bid)(sealed).when({ kind: 'replace', price: 1n, bidsUntil, at }).then({ kind: 'replaced', at });
    given(bid)(sealed).when({ kind: 'withdraw', bidsUntil, at }).then({ kind: 'withdrawn', at });
    given(bid)(sealed, { kind: 'withdrawn', at }).when({ kind: 'replace', price: 1n, bidsUntil, at }).thenRefused('bid.not-sealed');
    given(bid)(sealed, { kind: 'replaced', at }).when({ kind: 'withdraw', bidsUntil, at }).thenRefused('bid.not-sealed');
  });
});
