import { createHash } from 'node:crypto';
import type { BudgetPart as PublishedPart, ContractTerms as PublishedTerms, Org } from '@goufu/contracts';
import { parseFen, wireFen, type Id } from '@goufu/kernel';
import type { ContractTerms } from '../domain/contract/terms.js';
import type { BudgetPart } from '../domain/purchase/purchase.commands.js';

/** What stands over the terms: parties and names. */
export interface ContractHeader {
  readonly contractId: Id;
  readonly revision: number;
  readonly tenderId: Id;
  readonly contractNo: string;
  readonly title: string;
  readonly category: string;
  readonly agency: Org;
  readonly purchaser: Org;
  readonly profileVersion: string;
}

export const publishedPart = ({ lineId, year, amount }: BudgetPart): PublishedPart => ({ lineId, year, fen: wireFen(amount) });
export const domainPart = ({ lineId, year, fen }: PublishedPart): BudgetPart => ({ lineId, year, amount: parseFen(fen) });

/** The whole text of a contract as it is hashed, signed and published. */
export const publishedTerms = (header: ContractHeader, terms: ContractTerms): PublishedTerms => ({
  ...header,
  priceFen: wireFen(terms.price),
  term: { ...terms.term },
  budgetSplit: terms.budgetSplit.map(publishedPart),
  tranches: terms.tranches.map(({ trancheId, no, shareBp, amount, conditions, payFactors }) => ({
    trancheId, no, bp: shareBp, fen: wireFen(amount), conditions: [...conditions], payFactors: [...payFactors],
  })),
  milestones: terms.milestones.map((milestone) => ({ ...milestone, deliverables: [...milestone.deliverables] })),
  quotas: terms.quotas.map(({ unitPrice, evidenceZh, ...quota }) => ({
    ...quota, evidenceZh: [...evidenceZh], ...(unitPrice === undefined ? {} : { unitPriceFen: wireFen(unitPrice) }),
  })),
  evaluationPlan: terms.evaluationPlan.map((item) => ({ ...item, kind: item.kind as PublishedTerms['evaluationPlan'][number]['kind'] })),
  payeeAccountId: terms.payeeAccountId,
  smeFlag: terms.smeFlag,
  ...(terms.payment ? { payment: terms.payment } : {}),
});

export const domainTerms = (terms: PublishedTerms): ContractTerms => ({
  price: parseFen(terms.priceFen),
  term: terms.term,
  budgetSplit: terms.budgetSplit.map(domainPart),
  tranches: terms.tranches.map(({ bp, fen, ...tranche }) => ({ ...tranche, shareBp: bp, amount: parseFen(fen) })),
  milestones: terms.milestones,
  quotas: terms.quotas.map(domainQuota),
  evaluationPlan: terms.evaluationPlan,
  payeeAccountId: terms.payeeAccountId,
  smeFlag: terms.smeFlag,
  ...(terms.payment ? { payment: terms.payment } : {}),
});

export const domainQuota = ({ unitPriceFen, ...quota }: PublishedTerms['quotas'][number]): ContractTerms['quotas'][number] => ({
  ...quota,
  ...(unitPriceFen === undefined ? {} : { unitPrice: parseFen(unitPriceFen) }),
});

/** SHA-256 of a text; the order of keys does not matter, so that it can be recomputed from any copy. */
export const hashOfTerms = (terms: PublishedTerms): string =>
  createHash('sha256')
    .update(
      JSON.stringify(terms, (_key, part: unknown) =>
        part === null || typeof part !== 'object' || Array.isArray(part) ? part : Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))),
      ),
    )
    .digest('hex');
