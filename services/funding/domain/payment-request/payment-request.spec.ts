import { describe, expect, it } from '@jest/globals';
import { objectionTo, type Asking } from './payment-request.js';

const asking: Asking = { standing: 'payable', suspended: false, requested: false, invoiceUsed: false, invoiceDate: '2026-04-01', today: '2026-04-01' };

describe('asking for a tranche', () => {
  it('is taken once it is owed, and before (R118)', () => {
    expect(objectionTo(asking)).toBeUndefined();
    expect(objectionTo({ ...asking, standing: 'committed' })).toBeUndefined();
  });

  it.each([
    [{ suspended: true }, 'contract-suspended'],
    [{ standing: 'in-transit' }, 'wrong-stage'],
    [{ standing: 'disbursed' }, 'wrong-stage'],
    [{ standing: 'cancelled' }, 'wrong-stage'],
    [{ requested: true }, 'already-requested'],
    [{ invoiceUsed: true }, 'invoice-used'],
    [{ invoiceDate: '2026-04-02' }, 'invoice-in-future'],
  ] as [Partial<Asking>, string][])('is refused with %j: %s', (over, code) => {
    expect(objectionTo({ ...asking, ...over })?.code).toBe(`payment-request.${code}`);
  });
});
