import {
  approveLineTransfer,
  listClawbacks,
  listEvaluationsWaiting,
  listLineTransfers,
  listPaymentOrders,
  listProcurementWaiting,
  listProjectsWaiting,
  listTranchesWaiting,
  type ResponseOf,
  type RouteContract,
} from '@goufu/contracts';
import { useTranslation } from 'react-i18next';
import { mayCall } from '../api/services.js';
import { usePerson } from '../api/session.js';
import { useRoute } from '../api/use-route.js';

/** One thing that waits for this person: what to do next, on what, since when and until when. */
export interface Waiting {
  readonly key: string;
  readonly todo: string;
  readonly title: string;
  readonly note?: string | undefined;
  readonly amountFen?: string;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly href: string;
}

type ItemOf<Route extends RouteContract> = ResponseOf<Route> extends { items: (infer Item)[] } ? Item : never;

/** What waits for this person in every service; services are asked only for what their roles may see. */
export function useWaiting() {
  const { t } = useTranslation();
  const person = usePerson();
  const may = (route: RouteContract): boolean => mayCall(route, person);
  const orders = useRoute('funding', listPaymentOrders, { query: { status: 'awaiting-approval', limit: 100 } }, may(listPaymentOrders));
  const clawbacks = useRoute('funding', listClawbacks, { query: {} }, may(listClawbacks));
  const transfers = useRoute('funding', listLineTransfers, {}, may(approveLineTransfer));
  const tranches = useRoute('funding', listTranchesWaiting, {}, may(listTranchesWaiting));
  const procurement = useRoute('procurement', listProcurementWaiting, {}, may(listProcurementWaiting));
  const projects = useRoute('projects', listProjectsWaiting, {}, may(listProjectsWaiting));
  const evaluation = useRoute('evaluation', listEvaluationsWaiting, {}, may(listEvaluationsWaiting));
  const agency = person?.roles.includes('agency') ?? false;
  const all = [orders, clawbacks, transfers, tranches, procurement, projects, evaluation];
  const todo = (action: string): string => t(`todo.${action}`);
  return {
    errors: all.flatMap(({ error }) => error ?? []),
    loading: all.some(({ isLoading }) => isLoading),
    items: [
      ...(orders.data?.items ?? []).filter(({ mayApprove }) => mayApprove).map((order) => ofOrder(order, todo('approve-payment'))),
      ...(clawbacks.data?.items ?? []).flatMap((each) => {
        const action = clawbackTodo(each, agency);
        return action ? [ofClawback(each, todo(action))] : [];
      }),
      ...(transfers.data?.items ?? []).filter(({ mayApprove }) => mayApprove).map((transfer) => ofTransfer(transfer, todo('approve-line-transfer'), t('lineTransfer.title'))),
      ...(tranches.data?.items ?? []).map((tranche) => ofTranche(tranche, todo('request-payment'), t('tranche.no', { no: tranche.no }))),
      ...(projects.data?.items ?? []).map((item) => ofProject(item, todo(item.action))),
      ...(evaluation.data?.items ?? []).map((item) => ofEvaluation(item, todo(item.action), t('evaluation.attempt', { attempt: item.round.attempt }))),
      ...(procurement.data?.items ?? []).map((item) => ofPurchase(item, todo(item.action))),
    ] satisfies Waiting[],
  };
}

const ofOrder = (order: ItemOf<typeof listPaymentOrders>, todo: string): Waiting => ({
  key: order.orderId,
  todo,
  title: order.titleZh,
  note: order.agency.nameZh,
  amountFen: order.amountFen,
  since: order.orderedAt,
  until: order.payBy,
  href: `/payment-orders/${order.orderId}`,
});

type Clawback = ItemOf<typeof listClawbacks>;

const clawbackTodo = ({ mayReply, mayDecide, mayPropose, status }: Clawback, agency: boolean): string | undefined => {
  if (mayReply) return 'reply-clawback';
  if (mayDecide) return 'decide-clawback';
  if (mayPropose) return 'propose-clawback-decision';
  return agency && status === 'awaiting-refund' ? 'refund-clawback' : undefined;
};

const ofClawback = (each: Clawback, todo: string): Waiting => ({
  key: each.caseId,
  todo,
  title: each.titleZh,
  note: each.agency.nameZh,
  amountFen: each.status === 'awaiting-refund' ? each.dueFen : each.claimedFen,
  since: each.raisedAt,
  until: each.refundUntil ?? each.replyUntil,
  href: `/clawbacks/${each.caseId}`,
});

const ofTransfer = (transfer: ItemOf<typeof listLineTransfers>, todo: string, title: string): Waiting => ({
  key: transfer.transferId,
  todo,
  title,
  note: transfer.reason,
  amountFen: transfer.amountFen,
  since: transfer.requestedAt,
  href: `/budget?year=${transfer.year}`,
});

const ofTranche = (tranche: ItemOf<typeof listTranchesWaiting>, todo: string, title: string): Waiting => ({
  key: tranche.trancheId,
  todo,
  title,
  amountFen: tranche.releasedFen,
  since: tranche.stageSince,
  href: `/purchases/${tranche.purchaseId}#money`,
});

const ofProject = (item: ItemOf<typeof listProjectsWaiting>, todo: string): Waiting => ({
  key: `${item.action}${item.deliverableId ?? item.rectificationId ?? item.project.projectId}`,
  todo,
  title: item.nameZh ?? item.project.title,
  note: item.nameZh === undefined ? item.project.agency.nameZh : item.project.title,
  until: item.until,
  href: `/projects/${item.project.projectId}${item.deliverableId ? `#${item.deliverableId}` : ''}`,
});

const ofEvaluation = ({ action, round, until }: ItemOf<typeof listEvaluationsWaiting>, todo: string, attempt: string): Waiting => ({
  key: `${action}${round.roundId}`,
  todo,
  title: `${round.agency.nameZh} · ${round.evaluationCode}`,
  note: attempt,
  until: until ?? round.due ?? round.plannedDue,
  href: `/evaluations/${round.roundId}`,
});

const ofPurchase = (item: ItemOf<typeof listProcurementWaiting>, todo: string): Waiting => ({
  key: `${item.action}${item.purchaseId}${item.challengeId ?? ''}`,
  todo,
  title: item.title,
  since: item.since,
  until: item.until,
  href: `/purchases/${item.purchaseId}`,
});
