import { FUNDING_INVARIANTS, PEER_INVARIANTS, PGLEDGER_INVARIANTS } from '../checks/books.sql.js';
import { startFunding } from './funding-lane.js';
import type { Lane } from './lane.js';
import { startStock } from './nest-stock/start.js';

export const GOUFU: Lane = { name: 'goufu', start: startFunding, invariants: FUNDING_INVARIANTS };

/** pgledger's function under the same stock transport, on a seed of its own. */
export const PGLEDGER: Lane = { name: 'pgledger', start: startStock(1, 'pgledger'), invariants: PGLEDGER_INVARIANTS };

/** Nest's stock transport as it is shipped, and with as many partitions handled at once as the service has. */
export const LANES: readonly Lane[] = [
  GOUFU,
  { name: 'nest-stock', start: startStock(1, 'plain'), invariants: PEER_INVARIANTS },
  { name: 'nest-stock-3', start: startStock(3, 'plain'), invariants: PEER_INVARIANTS },
  PGLEDGER,
];
