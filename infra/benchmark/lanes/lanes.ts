import { FUNDING_INVARIANTS } from '../checks/books.sql.js';
import { startFunding } from './funding-lane.js';
import type { Lane } from './lane.js';

export const LANES: readonly Lane[] = [{ name: 'goufu', start: startFunding, invariants: FUNDING_INVARIANTS }];
