/**
 * lock_tranches(contracts): all tranches of some contracts, locked in id order, each with what pays for it and the open request for
 * its payment. A function, so that what others committed while it waited for the locks is seen: one statement alone would answer
 * with what stood when it began.
 */
export const LOCK_TRANCHES = `
  CREATE FUNCTION lock_tranches(contracts uuid[]) RETURNS TABLE (tranche tranche, allocations text, request json) LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM 1 FROM tranche t WHERE t.contract_id = ANY (contracts) ORDER BY t.id FOR UPDATE;
    RETURN QUERY
    SELECT t, (SELECT string_agg(concat_ws(' ', a.commitment_id, a.line_id, a.fiscal_year, a.amount_fen,
                                       CASE WHEN a.foreseen THEN 'foreseen' END), ',' ORDER BY a.position)
               FROM tranche_allocation a WHERE a.tranche_id = t.id),
      (SELECT json_build_object('id', r.id, 'requestedBy', r.requested_by, 'invoiceRef', r.invoice_ref, 'invoiceDate', r.invoice_date,
                                'payeeAccountId', c.payee_account_id, 'small', c.sme_flag)
       FROM payment_request r JOIN contract c ON c.id = r.contract_id
       WHERE r.tranche_id = t.id AND r.state = 'open' AND c.state <> 'suspended' AND NOT EXISTS (
         SELECT 1 FROM payment_order o WHERE o.tranche_id = t.id
           AND o.status IN ('awaiting-approval', 'approved', 'in-transit', 'unknown', 'settled')))
    FROM tranche t WHERE t.contract_id = ANY (contracts) ORDER BY t.id;
  END $$;`;
