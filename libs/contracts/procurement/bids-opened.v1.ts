import { z } from 'zod';
import { uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';
import { fen, org, sha256 } from '../vocabulary.js';

/** Until this fact no bid leaves procurement (R41, R43). */
export const bidsOpened = defineFact({
  type: 'procurement.bids-opened.v1',
  classification: 'public',
  summary: 'At the very time of the deadline the sealed bids were opened and their prices read out (R43).',
  schema: z.object({
    tenderId: uuid,
    bids: z.array(
      z.object({
        bidId: uuid,
        org,
        priceFen: fen,
        /** Of the sealed bid, as on the receipt that the agency got (R175). */
        receiptHash: sha256,
      }),
    ),
  }),
});
export type BidsOpened = DataOf<typeof bidsOpened>;
