import { z } from 'zod';
import { localDate, uuid } from '../envelope.js';
import { defineFact, type DataOf } from '../fact-contract.js';

export const contractFiled = defineFact({
  type: 'procurement.contract-filed.v1',
  classification: 'public',
  summary: 'The contract is announced and its copy filed with finance (R64).',
  schema: z.object({ contractId: uuid, filingNo: z.string().min(1).max(64), filedOn: localDate, noticeUrl: z.url() }),
});
export type ContractFiled = DataOf<typeof contractFiled>;
