import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contractFiled } from '@goufu/contracts';
import type { Id } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { openDatabase } from '@goufu/persistence';
import { OnProcurementContractFiled } from '../release-tranche/on-procurement-contract-filed.consumer.js';
import { ReleaseTrancheHandler } from '../release-tranche/release-tranche.handler.js';
import { deliver, factOf, openWorld, type World } from '../specs/world.js';
import { insertRequest } from './payment-request.repository.js';

/** What PostgreSQL refuses although somebody writes SQL around the domain. */
describe('payment rows', () => {
  let world: World;
  let order: { id: Id; content_hash: string; tranche_id: Id };

  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world.close());

  beforeEach(async () => {
    const contract = await world.signed();
    const { contractId, purchaseId, tranches, agency } = contract;
    const trancheId = tranches[0]?.trancheId ?? '';
    await world.unitOfWork.run({ actorId: 'requester', jurisdiction: '510104' }, (tx) =>
      insertRequest(tx, { id: newId(), trancheId, contractId, agencyOrgId: agency.orgId, jurisdiction: '510104', invoiceRef: newId(), invoiceDate: '2026-03-02', payBy: '2026-04-01' }),
    );
    const filed = factOf(contractFiled, purchaseId, { contractId, filingNo: '1', filedOn: '2026-03-02', noticeUrl: 'https://example.org/1' });
    await deliver(world, new OnProcurementContractFiled(new ReleaseTrancheHandler()), filed);
    const [row] = await world.rows<typeof order>(`SELECT id, content_hash, tranche_id FROM payment_order WHERE tranche_id = $1`, [trancheId]);
    order = row ?? order;
  });

  const approve = (approver: string, step: number, hash = order.content_hash, role = 'finance-approver') =>
    world.rows(`INSERT INTO payment_approval (order_id, step, jurisdiction, approver, role, content_hash, approved_at) VALUES ($1, $2, '510104', $3, $5, $4, '2026-03-02')`, [order.id, step, approver, hash, role]);
  const attempt = (fen = '295750000', no = 1) =>
    world.rows(
      `INSERT INTO payment_attempt (id, order_id, attempt_no, jurisdiction, end_to_end_id, amount_fen, status, instructed_at, changed_at)
       VALUES ($1, $2, $3, '510104', $4, $5, 'in-transit', '2026-03-02', '2026-03-02')`,
      [newId(), order.id, no, newId().slice(0, 34), fen],
    );

  it('take no approval of the requester, the preparer, the same person twice, or of another content (R70, R118)', async () => {
    await expect(approve('requester', 1)).rejects.toThrow('may not approve');
    await expect(approve('service:funding', 1)).rejects.toThrow('may not approve');
    await expect(approve('one', 1, 'f'.repeat(64))).rejects.toThrow('binds to the content');
    await approve('one', 1);
    await expect(approve('one', 2)).rejects.toThrow('payment_approval_order_id_approver_key');
  });

  it('take no approval in a role that is not awaited, and no payment above the threshold without the leader (R70)', async () => {
    await expect(approve('one', 1, order.content_hash, 'finance-leader')).rejects.toThrow('no approval in the role finance-leader is awaited');
    await approve('one', 1);
    await approve('two', 2);
    await expect(approve('three', 3)).rejects.toThrow('no approval in the role finance-approver is awaited');
    const owner = await openDatabase({ url: world.database.ownerUrl });
    await owner.query(`UPDATE payment_order SET required_approvals = 3, required_roles = ARRAY['finance-approver', 'finance-approver', 'finance-leader'] WHERE id = $1`, [order.id]);
    await owner.destroy();
    await expect(attempt()).rejects.toThrow('before all approvals');
    // Nobody fills two places, under whatever role.
    await expect(approve('one', 3, order.content_hash, 'finance-leader')).rejects.toThrow('payment_approval_order_id_approver_key');
    await approve('leader', 3, order.content_hash, 'finance-leader');
    await attempt();
  });

  it('take no attempt before all approvals, none of another amount, and no second live one', async () => {
    await approve('one', 1);
    await expect(attempt()).rejects.toThrow('before all approvals');
    await approve('two', 2);
    await expect(attempt('1')).rejects.toThrow('exactly what was ordered');
    await attempt();
    await expect(attempt('295750000', 2)).rejects.toThrow('payment_attempt_live');
  });

  it('keep what was approved: no change of content, approval or account', async () => {
    await approve('one', 1);
    for (const sql of [
      `UPDATE payment_order SET amount_fen = 1`,
      `UPDATE payment_order SET content_hash = repeat('f', 64)`,
      `UPDATE payment_order SET required_approvals = 2, requested_by = 'x'`,
      `UPDATE payment_order SET required_roles = ARRAY['finance-approver', 'finance-approver']`,
      `DELETE FROM payment_approval`,
      `UPDATE payment_approval SET approver = 'x'`,
      `UPDATE payee_account SET sealed = ''`,
      `UPDATE statement_entry SET amount_fen = 1`,
    ]) {
      await expect(world.rows(sql)).rejects.toThrow('permission denied');
    }
  });

  it('hold no second live order of a tranche', async () => {
    const columns = `tranche_id, contract_id, purchase_id, agency_org_id, request_id, jurisdiction, amount_fen, payee_account_id, content, content_hash,
      required_approvals, required_roles, requested_by, prepared_by, pay_by, status, ordered_at, changed_at`;
    await expect(world.rows(`INSERT INTO payment_order (id, ${columns}) SELECT $1, ${columns} FROM payment_order WHERE id = $2`, [newId(), order.id])).rejects.toThrow('payment_order_live');
  });
});
