import { describe, expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { greet } from '../specs/greeting.js';
import { idempotencyClaimOf } from './idempotency-key.js';

const li = { actorId: 'li', roles: [], jurisdiction: '510104' };
const claimOf = (secret: string, { actorId = 'li', key = 'k-1', amountFen = '1' } = {}) => {
  const request = { headers: { 'idempotency-key': key } } as Pick<FastifyRequest, 'headers'>;
  return idempotencyClaimOf(request, greet, { ...li, actorId }, { params: { name: 'li' }, query: {}, body: { amountFen } }, secret);
};

describe('the claim of a request', () => {
  it('is one for one request, and another one for another caller, key or input', () => {
    const first = claimOf('s');
    expect(claimOf('s')).toEqual(first);
    expect(claimOf('s', { actorId: 'wang' })?.key).not.toBe(first?.key);
    expect(claimOf('s', { key: 'k-2' })?.key).not.toBe(first?.key);
    expect(claimOf('s', { amountFen: '2' })).toMatchObject({ key: first?.key, inputHash: expect.not.stringContaining(first?.inputHash ?? '') });
  });

  it('cannot be guessed without the secret of its service: neither who asked nor for what', () => {
    const [ours, theirs] = [claimOf('ours'), claimOf('theirs')];
    expect(ours?.key).not.toBe(theirs?.key);
    expect(ours?.inputHash).not.toBe(theirs?.inputHash);
  });
});
