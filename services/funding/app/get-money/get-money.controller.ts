import { type BudgetPart, getPurchaseMoney, type RouteInput } from '@goufu/contracts';
import type { Id } from '@goufu/kernel';
import { regionPrefix, type Scope } from '@goufu/persistence';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { readTranches } from '../get-tranches/tranche-view.js';
import { Reader } from '../persistence/reader.js';
import { type ContractRow, contractsInScope } from './contracts-in-scope.js';

@Controller()
export class GetMoneyController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(getPurchaseMoney)
  async ofPurchase(@Input() { params: { purchaseId } }: RouteInput<typeof getPurchaseMoney>, @Caller() { scope }: Caller) {
    const contracts = await contractsInScope(this.reader, scope, { purchaseId });
    const reservation = scope.orgId ? undefined : await this.reservation(scope, purchaseId);
    return { purchaseId, ...(reservation ? { reservation } : {}), contracts: await Promise.all(contracts.map((contract) => this.contract(contract))) };
  }

  private async reservation({ jurisdiction }: Scope, purchaseId: Id) {
    const [row] = await this.reader.query<{ id: Id; state: 'reserved' | 'refused' | 'committed' | 'released'; parts: { lineId: Id; year: number; amount: string }[]; short_fen: string; decided_at: Date }>(
      `SELECT id, state, parts, short_fen, decided_at FROM reservation WHERE purchase_id = $1 AND starts_with(jurisdiction, $2)`,
      [purchaseId, regionPrefix(jurisdiction)],
    );
    if (!row) return undefined;
    const parts: BudgetPart[] = row.parts.map(({ lineId, year, amount }) => ({ lineId, year, fen: amount }));
    return { reservationId: row.id, state: row.state, parts, shortFen: row.short_fen, decidedAt: row.decided_at.toISOString() };
  }

  private async contract({ id: contractId, contract_no, title, agency_org_id, agency_name, price_fen, state }: ContractRow) {
    const commitments = await this.reader.query<{ commitmentId: Id; lineId: Id; year: number; fen: string }>(
      `SELECT id AS "commitmentId", line_id AS "lineId", fiscal_year AS year, amount_fen::text AS fen FROM commitment WHERE contract_id = $1 ORDER BY fiscal_year, line_id`,
      [contractId],
    );
    const agency = { orgId: agency_org_id, nameZh: agency_name };
    const tranches = await readTranches(this.reader, [contractId]);
    return { contractId, contractNo: contract_no, titleZh: title, agency, priceFen: price_fen, state, commitments, tranches };
  }
}
