import { profileFor } from '@goufu/jurisdiction';
import { endOfDay, localDateOf, sumFen, wireFen, type Id, type Instant } from '@goufu/kernel';
import { regionPrefix, type Scope } from '@goufu/persistence';
import type { Reads } from '../persistence/reader.js';
import { LateFees, OVERDUE, type Overdue } from './late-fees.js';

interface Row extends Overdue {
  readonly id: Id;
  readonly purchase_id: Id;
  readonly contract_id: Id;
  readonly contract_no: string;
  readonly title: string;
  readonly tranche_no: number;
  readonly agency_org_id: Id;
  readonly agency_name: string;
}

/**
 * Payments that were late in a year, for the yearly publication (R120): those still unpaid when the year ended, or today while it runs,
 * with the interest up to then; and those that were paid late in it. All of them: what is published is their sum.
 */
export async function readArrears(reads: Reads, { jurisdiction, orgId }: Scope, wanted: number | undefined, now: Instant) {
  const today = localDateOf(now);
  const thisYear = Number(today.slice(0, 4));
  const year = wanted ?? thisYear;
  const first = `${year}-01-01`;
  const last = `${year}-12-31`;
  const asOf = last < today ? last : today;
  const rows = await reads.query<Row>(
    `SELECT * FROM (
       SELECT o.id, o.purchase_id, o.contract_id, c.contract_no, c.title, t.tranche_no, o.agency_org_id, c.agency_name, o.amount_fen, o.status,
              o.pay_by::text, ${OVERDUE}
       FROM payment_order o JOIN contract c ON c.id = o.contract_id JOIN tranche t ON t.id = o.tranche_id
       WHERE starts_with(o.jurisdiction, $1) AND ($2::text IS NULL OR o.agency_org_id::text = $2) AND o.pay_by < $4::date
         AND o.status IN ('awaiting-approval', 'approved', 'in-transit', 'unknown', 'settled')) late
     WHERE booked_on IS NULL OR (booked_on::date > pay_by::date AND booked_on::date >= $3::date)
     ORDER BY pay_by, id`,
    [regionPrefix(jurisdiction), orgId ?? null, first, asOf],
  );
  const fees = new LateFees();
  const items = rows.map((row) => arrear(row, fees, asOf));
  const unpaid = items.filter(({ settledOn, small }) => settledOn === undefined && small);
  return {
    year,
    thisYear,
    asOf,
    publishBy: `${year + 1}-${profileFor(jurisdiction, today).get('pay.arrears_publish_by')}`,
    contracts: new Set(unpaid.map(({ contractId }) => contractId)).size,
    unpaidFen: wireFen(sumFen(unpaid.map(({ amountFen }) => BigInt(amountFen)))),
    interestFen: wireFen(sumFen(unpaid.map(({ interestFen }) => BigInt(interestFen)))),
    items,
  };
}

/** As it stood at the end of `asOf`: what was booked later was unpaid then. */
function arrear(row: Row, fees: LateFees, asOf: string) {
  const booked = row.booked_on !== null && row.booked_on <= asOf ? row.booked_on : null;
  const { lateDays = 0, interestFen = '0' } = fees.of({ ...row, booked_on: booked }, endOfDay(asOf));
  return {
    orderId: row.id,
    purchaseId: row.purchase_id,
    contractId: row.contract_id,
    contractNo: row.contract_no,
    titleZh: row.title,
    trancheNo: row.tranche_no,
    agency: { orgId: row.agency_org_id, nameZh: row.agency_name },
    small: row.small,
    amountFen: row.amount_fen,
    payBy: row.pay_by,
    lateDays,
    interestFen,
    ...(booked === null ? {} : { settledOn: booked }),
  };
}
