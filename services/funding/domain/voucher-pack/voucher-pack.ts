import type { Fen, Id, LocalDate } from '@goufu/kernel';
import type { Allocation } from '../ledger/posting.js';
import type { Condition, Grade, KeptEvidence } from '../tranche/tranche.facts.js';

/** What a payment order needs beside it before anybody may approve it (R118), in the order in which it is filed. */
export const VOUCHER_ITEMS = [
  'contract',
  'acceptance-or-evaluation',
  'supplier-request',
  'invoice',
  'payee-account',
  'budget-indicator',
  'payment-application',
  'monthly-cost-list',
] as const;
export type VoucherItem = (typeof VOUCHER_ITEMS)[number];

/** What proves an item: a fact, a row or a file by its id, and what of it a person reads. */
export interface VoucherProof {
  readonly kind: 'filing' | 'evaluation' | 'acceptance' | 'milestone' | 'rectification' | 'request' | 'invoice' | 'account' | 'budget-line' | 'order' | 'cost-list';
  readonly id: Id;
  /** Number, address, grade or amount. */
  readonly shows?: string;
}

export interface VoucherLine {
  readonly item: VoucherItem;
  /** Without it nobody may approve. */
  readonly mandatory: boolean;
  readonly proofs: readonly VoucherProof[];
}

/** Everything that is on record about an order; nothing here is asserted by whoever asks for the money alone. */
export interface VoucherRecord {
  readonly orderId: Id;
  readonly amount: Fen;
  readonly contentHash: string;
  readonly filing: { readonly factId: Id; readonly noticeUrl: string | undefined } | undefined;
  readonly contractNo: string;
  readonly conditions: readonly Condition[];
  readonly evidence: readonly KeptEvidence[];
  /** Those that the order rests on. */
  readonly evidenceIds: readonly Id[];
  readonly request: { readonly id: Id; readonly invoiceRef: string; readonly invoiceDate: LocalDate } | undefined;
  /** Account on the order, and the one that the contract in force names, where it is the agency's own. */
  readonly payeeAccountId: Id;
  readonly contractAccountId: Id | undefined;
  readonly allocations: readonly Allocation[];
  /** Budget lines that exist, of those that the order is paid from. */
  readonly knownLines: readonly Id[];
  readonly settledMonthly: boolean;
  readonly costLists: readonly { readonly id: Id; readonly month: string }[];
}

/** The checklist of an order: each item with what proves it. An item without proof is missing. */
export function checklist(record: VoucherRecord): VoucherLine[] {
  const { filing, request, contractNo } = record;
  const line = (item: VoucherItem, mandatory: boolean, proofs: readonly VoucherProof[]): VoucherLine => ({ item, mandatory, proofs });
  const announced = filing ? [{ kind: 'filing' as const, id: filing.factId, shows: filing.noticeUrl ?? contractNo }] : [];
  const invoice = request && request.invoiceRef !== '' ? [{ kind: 'invoice' as const, id: request.id, shows: `${request.invoiceRef} · ${request.invoiceDate}` }] : [];
  return [
    line('contract', true, announced),
    line('acceptance-or-evaluation', record.conditions.some(isPerformance), performance(record)),
    line('supplier-request', true, request ? [{ kind: 'request', id: request.id }] : []),
    line('invoice', true, invoice),
    line('payee-account', true, record.payeeAccountId === record.contractAccountId ? [{ kind: 'account', id: record.payeeAccountId }] : []),
    line('budget-indicator', true, indicators(record)),
    line('payment-application', true, [{ kind: 'order', id: record.orderId, shows: record.contentHash }]),
    line('monthly-cost-list', record.settledMonthly, record.costLists.map(({ id, month }) => ({ kind: 'cost-list', id, shows: month }))),
  ];
}

export const missingOf = (lines: readonly VoucherLine[]): VoucherItem[] => lines.filter(({ mandatory, proofs }) => mandatory && proofs.length === 0).map(({ item }) => item);

/** Conditions whose proof is a report about what was delivered; an advance payment has none (R122). */
const isPerformance = ({ kind }: Condition): boolean => kind === 'evaluation' || kind === 'acceptance' || kind === 'milestone';

function performance({ evidence, evidenceIds }: VoucherRecord): VoucherProof[] {
  return evidence
    .filter(({ factId }) => evidenceIds.includes(factId))
    .flatMap(({ factId: id, evidence: e }): VoucherProof[] => {
      switch (e.kind) {
        case 'evaluation':
          return [{ kind: 'evaluation', id, shows: e.grade satisfies Grade }];
        case 'milestone':
          return [{ kind: 'milestone', id, shows: e.milestoneCode }];
        case 'acceptance':
          return [{ kind: 'acceptance', id }];
        case 'rectification-closed':
          return [{ kind: 'rectification', id, shows: e.evaluationCode }];
        default:
          return [];
      }
    });
}

/** The lines that pay, once each of them exists and they add up to exactly the amount (R115). */
function indicators({ allocations, knownLines, amount }: VoucherRecord): VoucherProof[] {
  const covered = allocations.reduce((sum, part) => sum + part.amount, 0n);
  if (covered !== amount || allocations.some(({ lineId }) => !knownLines.includes(lineId))) return [];
  return allocations.map(({ lineId, year, amount: part }) => ({ kind: 'budget-line', id: lineId, shows: `${year} · ${part}` }));
}
