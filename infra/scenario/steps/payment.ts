import {
  approvePayment,
  getPaymentOrder,
  listContractTranches,
  paymentApprovalGiven,
  paymentInstructed,
  paymentOrdered,
  paymentRequested,
  paymentSettled,
  paymentUnknown,
  requestPayment,
  type FactContract,
} from '@goufu/contracts';
import { formatYuan, localDateOf, plusMilliseconds } from '@goufu/kernel';
import type { TrancheScript } from '../script/purchase-script.js';
import { eventually, Unexpected } from '../world/patience.js';
import type { World } from '../world/world.js';
import { expectSame } from './expect.js';
import type { Purchase } from './purchase.js';

/** The agency asks for what is owed; funding prepares the order (R118, R119). Answers the order's id. */
export async function askForTranche(world: World, purchase: Purchase, number: number): Promise<string> {
  const { winner, contractId, purchaseId, trancheIds } = purchase;
  const trancheId = trancheIds[number - 1] ?? '';
  await eventually(`tranche ${number} is owed`, async () => {
    const { items } = await world.call('funding', winner, listContractTranches, { params: { contractId } });
    const tranche = items.find((each) => each.trancheId === trancheId);
    const waiting = tranche?.waitingFor.map(({ condition, of }) => `${condition} ${of ?? ''}`).join(', ');
    if (tranche?.stage !== 'payable') throw new Unexpected(`it is ${tranche?.stage ?? 'not there'}, waiting for ${waiting ?? ''}`);
  }, 30_000);
  const { answer } = await world.act({
    who: [winner],
    zh: `凭发票申请第 ${number} 期付款`,
    en: `asks for tranche ${number} with its invoice`,
    does: () =>
      world.call('funding', winner, requestPayment, {
        params: { trancheId },
        body: { invoiceRef: `FP-${contractId.slice(-8)}-${number}`, invoiceDate: localDateOf(world.clock.now) },
      }),
    follows: [paymentRequested, paymentOrdered],
    about: () => purchaseId,
  });
  return answer.orderId ?? '';
}

const MINUTE_MS = 60_000;

/** As many different approvers as the order needs; the last signature instructs the treasury, whose statement settles (R116, R118). */
export async function approveAndPay(world: World, purchase: Purchase, number: number, tranche: TrancheScript, orderId: string): Promise<void> {
  const { financeApprovers } = purchase.script.cast;
  const params = { orderId };
  const { requiredApprovals, amountFen, amountCapitals, contentHash } = await world.call('funding', financeApprovers[0] ?? '', getPaymentOrder, { params });
  expectSame(`the order of tranche ${number}`, formatYuan(BigInt(amountFen)), formatYuan(BigInt(tranche.expects)));
  const approvers = financeApprovers.slice(0, requiredApprovals);
  expectSame('approvers at hand', approvers.length, requiredApprovals);
  for (const [i, approver] of approvers.entries()) {
    const last = i === approvers.length - 1;
    const silent = last && tranche.bankSilentMinutes > 0;
    if (silent) await world.treasury.fallSilent();
    const paid: FactContract[] = [paymentInstructed, silent ? paymentUnknown : paymentSettled];
    await world.act({
      who: [approver],
      zh: last ? `审批第 ${number} 期（第 ${i + 1} 人），支付指令送国库` : `审批第 ${number} 期 ${formatYuan(BigInt(amountFen))} 元（${amountCapitals}）`,
      en: last ? `approves last: the treasury is instructed${silent ? ', pays, and never answers' : ', and its statement settles'}` : 'approves',
      does: async () => {
        await world.call('funding', approver, approvePayment, { params, body: { contentHash } });
        // A connection that is not answered is noticed at once, a file only when the answer is overdue.
        if (silent) await world.clock.advance(plusMilliseconds(world.clock.now, tranche.bankSilentMinutes * MINUTE_MS));
      },
      follows: [paymentApprovalGiven, ...(last ? paid : [])],
      about: () => purchase.purchaseId,
    });
  }
  if (tranche.bankSilentMinutes > 0) await hearFromTheBank(world, purchase);
}

/** An unknown payment is enquired, never sent again; what settles it is the statement alone (R116). */
async function hearFromTheBank(world: World, { purchaseId }: Purchase): Promise<void> {
  await world.treasury.findItsVoice();
  await world.comesDue(world.clock.now, {
    zh: '国库恢复应答：查询证实已付，对账单入账，没有重复付款',
    en: 'the bank is heard again: enquired, settled by its statement, paid once',
    follows: [paymentSettled],
    about: () => purchaseId,
  });
}
