import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { divideReturned } from './returned-payment.js';

const own = (refunded: bigint) => ({ raisedBy: 'service:funding', refunded });
const persons = (refunded: bigint) => ({ raisedBy: 'officer', refunded });

describe('a payment that the bank sends back', () => {
  it('is owed again when nothing of it was asked back', () => {
    expect(divideReturned({ released: 80n, covers: 100n }, [])).toEqual({ owed: 80n, refunds: 0n });
  });

  it('is owed less what was refunded, and a supplement may grant again what a result took', () => {
    expect(divideReturned({ released: 100n, covers: 100n }, [own(20n)])).toEqual({ owed: 80n, refunds: 0n, above: 80n });
    expect(divideReturned({ released: 100n, covers: 100n }, [own(20n), persons(5n)])).toEqual({ owed: 75n, refunds: 0n, above: 80n });
  });

  it('lets no supplement grant again what a person took back', () => {
    expect(divideReturned({ released: 100n, covers: 100n }, [persons(5n)])).toEqual({ owed: 95n, refunds: 0n });
  });

  it('refunds the rest of what a supplement grants again already', () => {
    // All of it was to come back, a tenth came, and a later result granted all of it again, in a supplement above nothing.
    expect(divideReturned({ released: 100n, covers: 0n }, [own(10n)])).toEqual({ owed: 0n, refunds: 90n });
    // Thirty were to come back; the tranche keeps seventy, less what a person took of it.
    expect(divideReturned({ released: 100n, covers: 70n }, [own(10n)])).toEqual({ owed: 70n, refunds: 20n });
    expect(divideReturned({ released: 100n, covers: 70n }, [own(10n), persons(5n)])).toEqual({ owed: 65n, refunds: 20n });
    // All thirty came: nothing more is to be refunded.
    expect(divideReturned({ released: 100n, covers: 70n }, [own(30n)])).toEqual({ owed: 70n, refunds: 0n });
  });

  it('never owes again what a supplement took over, and loses nothing of what came back', () => {
    const fen = fc.bigInt(0n, 1_000n);
    fc.assert(
      fc.property(fen, fen, fen, fen, (keeps, taken, came, another) => {
        // A supplement began above what the tranche keeps; of what was taken a part came, and a person took some of what it keeps.
        const [byResult, gone] = [came < taken ? came : taken, another < keeps ? another : keeps];
        const released = keeps + taken;
        const { owed, refunds } = divideReturned({ released, covers: keeps }, [own(byResult), persons(gone)]);
        expect([owed, refunds]).toEqual([keeps - gone, taken - byResult]);
        expect(owed + refunds).toBe(released - byResult - gone);
      }),
    );
  });
});
