import type { TopicMessage } from './topics.js';

/** What the checker reads of a contract's terms. */
export interface Contract {
  readonly contractId: string;
  readonly revision: number;
  readonly jurisdiction: string;
  readonly category: string;
  readonly agency: { readonly orgId: string };
  readonly term: { readonly from: string; readonly to: string };
  readonly evaluationPlan: readonly { readonly code: string; readonly weightBp: number }[];
}

export interface Result {
  readonly roundId: string;
  readonly revision: number;
  readonly contractId: string;
  readonly evaluationCode: string;
  readonly kind: string;
  readonly scoreBp: number;
  readonly publishedAt: string;
}

interface Fault {
  readonly contractId: string;
  readonly revision: number;
  /** Whether it is, as far as is known now, the agency's fault. */
  readonly stands: boolean;
  readonly on: string;
}

/** Whatever counts for the ranking, the last revision of each. */
export interface Evidence {
  readonly contracts: ReadonlyMap<string, Contract>;
  readonly results: ReadonlyMap<string, Result>;
  readonly faults: ReadonlyMap<string, Fault>;
}

type Body = Readonly<Record<string, unknown>> & { readonly contractId: string; readonly revision: number };

const EARLY_END = 'early-termination';

/** How each fact speaks about a fault: what of, in which revision, and whether it stands. */
const FAULTS: Readonly<Record<string, (body: Body, time: string) => [key: string, fault: Fault]>> = {
  'funding.tranche-forfeited.v1': (body, on) => trancheFault(body, true, on),
  'funding.tranche-released.v1': (body, on) => trancheFault(body, false, on),
  'funding.tranche-withheld.v1': (body, on) => trancheFault(body, false, on),
  'funding.clawback-raised.v1': ({ caseId, contractId, ground }, on) => [`clawback ${String(caseId)}`, { contractId, revision: 1, stands: ground !== EARLY_END, on }],
  'funding.clawback-settled.v1': ({ caseId, contractId, ground, outcome, settledAt }) => [
    `clawback ${String(caseId)}`,
    { contractId, revision: 2, stands: ground !== EARLY_END && outcome !== 'waived', on: String(settledAt) },
  ],
  'procurement.contract-terminated.v1': ({ contractId, fault, effectiveOn }) => [`end ${contractId}`, { contractId, revision: 1, stands: fault === 'agency', on: String(effectiveOn) }],
};

const trancheFault = ({ trancheId, contractId, revision }: Body, stands: boolean, on: string): [string, Fault] => [`tranche ${String(trancheId)}`, { contractId, revision, stands, on }];

/** Reads the topics; of each thing the highest revision holds, wherever it lies. */
export function evidenceIn(messages: readonly TopicMessage[]): Evidence {
  const contracts = new Map<string, Contract>();
  const results = new Map<string, Result>();
  const faults = new Map<string, Fault>();
  for (const { type, body, jurisdiction, time } of messages) {
    if (type === 'procurement.contract-signed.v1' || type === 'procurement.contract-amended.v1') {
      const contract = JSON.parse(body) as Contract;
      keep(contracts, contract.contractId, { ...contract, jurisdiction });
    } else if (type === 'evaluation.result-published.v1' || type === 'evaluation.result-revised.v1') {
      const result = JSON.parse(body) as Result;
      keep(results, result.roundId, result);
    } else if (FAULTS[type]) keep(faults, ...FAULTS[type](JSON.parse(body) as Body, time));
  }
  return { contracts, results, faults };
}

function keep<Revised extends { readonly revision: number }>(kept: Map<string, Revised>, key: string, one: Revised): void {
  if ((kept.get(key)?.revision ?? 0) < one.revision) kept.set(key, one);
}
