import type { Id } from '@goufu/kernel';
import type { Tx } from '@goufu/persistence';
import { NO_DOSSIER, withEvidence, type Dossier } from '../../domain/ranking/dossier.js';
import type { ContractEvidence, Evidence, FaultEvidence, ResultEvidence } from '../../domain/ranking/evidence.js';

/** Whoever runs SQL: a transaction, or a connection that only reads. */
export type Queries = Pick<Tx, 'query'>;

interface Columns {
  readonly contract_id: Id;
  readonly jurisdiction: string;
  readonly revision: number;
  readonly fact_id: Id;
}
interface ContractRow extends Columns {
  readonly category: string;
  readonly agency_org_id: Id;
  readonly agency_name_zh: string;
  readonly term_from: string;
  readonly term_to: string;
  readonly weights_bp: Readonly<Record<string, number>>;
}
interface ResultRow extends Columns {
  readonly round_id: Id;
  readonly result_id: Id;
  readonly evaluation_code: string;
  readonly evaluation_kind: string;
  readonly attempt: number;
  readonly score_bp: number;
  readonly final_on: string;
}
interface FaultRow extends Columns {
  readonly fault: FaultEvidence['fault'];
  readonly id: Id;
  readonly stands: boolean;
  readonly decided_on: string;
}

/** As JSON, so that days stay days and one statement brings everything. */
const LOAD = `
  SELECT wanted.id,
         (SELECT to_jsonb(c) FROM ranked_contract c WHERE c.contract_id = wanted.id) AS contract,
         (SELECT jsonb_agg(r) FROM ranked_result r WHERE r.contract_id = wanted.id) AS results,
         (SELECT jsonb_agg(f) FROM ranked_fault f WHERE f.contract_id = wanted.id) AS faults
  FROM unnest($1::uuid[]) AS wanted(id)`;

/** Everything that is known of these contracts; a contract of which nothing is known has an empty dossier. */
export async function loadDossiers(tx: Queries, contractIds: readonly Id[]): Promise<Map<Id, Dossier>> {
  const rows = await tx.query<{ id: Id; contract: ContractRow | null; results: ResultRow[] | null; faults: FaultRow[] | null }>(LOAD, [contractIds]);
  return new Map(
    rows.map(({ id, contract, results, faults }) => {
      const evidence = [...(contract ? [contractOf(contract)] : []), ...(results ?? []).map(resultOf), ...(faults ?? []).map(faultOf)];
      return [id, evidence.reduce(withEvidence, NO_DOSSIER)];
    }),
  );
}

const revised = (row: Columns) => ({ contractId: row.contract_id, revision: row.revision, factId: row.fact_id });

const contractOf = (row: ContractRow): ContractEvidence => ({
  ...revised(row),
  kind: 'contract',
  jurisdiction: row.jurisdiction,
  category: row.category,
  agencyOrgId: row.agency_org_id,
  agencyNameZh: row.agency_name_zh,
  from: row.term_from,
  to: row.term_to,
  weights: row.weights_bp,
});

const resultOf = (row: ResultRow): ResultEvidence => ({
  ...revised(row),
  kind: 'result',
  roundId: row.round_id,
  resultId: row.result_id,
  evaluationCode: row.evaluation_code,
  evaluationKind: row.evaluation_kind,
  attempt: row.attempt,
  scoreBp: row.score_bp,
  on: row.final_on,
});

const faultOf = (row: FaultRow): FaultEvidence => ({ ...revised(row), kind: 'fault', fault: row.fault, id: row.id, stands: row.stands, on: row.decided_on });

/** Evidence with the jurisdiction of the fact that said it. */
export type Placed<Piece extends Evidence = Evidence> = Piece & { readonly jurisdiction: string };

const columnsOf = (piece: Placed): Columns => ({ contract_id: piece.contractId, jurisdiction: piece.jurisdiction, revision: piece.revision, fact_id: piece.factId });

function rowOf(piece: Placed): ContractRow | ResultRow | FaultRow {
  switch (piece.kind) {
    case 'contract': {
      const { category, agencyOrgId: agency_org_id, agencyNameZh: agency_name_zh, from: term_from, to: term_to, weights: weights_bp } = piece;
      return { ...columnsOf(piece), category, agency_org_id, agency_name_zh, term_from, term_to, weights_bp };
    }
    case 'result': {
      const { roundId: round_id, resultId: result_id, evaluationCode: evaluation_code, evaluationKind: evaluation_kind, attempt, scoreBp: score_bp, on: final_on } = piece;
      return { ...columnsOf(piece), round_id, result_id, evaluation_code, evaluation_kind, attempt, score_bp, final_on };
    }
    case 'fault': {
      const { fault, id, stands, on: decided_on } = piece;
      return { ...columnsOf(piece), fault, id, stands, decided_on };
    }
  }
}

const TABLE = { contract: 'ranked_contract', result: 'ranked_result', fault: 'ranked_fault' } as const;
const KEY = { contract: ['contract_id'], result: ['round_id'], fault: ['fault', 'id'] } as const;

/** Writes pieces that are the latest of their kind, in one statement per kind; a piece later in the list replaces an earlier one. */
export async function saveEvidence(tx: Queries, pieces: readonly Placed[]): Promise<void> {
  for (const kind of ['contract', 'result', 'fault'] as const) {
    const rows = latestByKey(kind, pieces.filter((piece) => piece.kind === kind).map(rowOf));
    const [first] = rows;
    if (!first) continue;
    const columns = Object.keys(first);
    const changed = columns.map((column) => `${column} = excluded.${column}`).join(', ');
    await tx.query(
      `INSERT INTO ${TABLE[kind]} (${columns.join(', ')})
       SELECT ${columns.join(', ')} FROM jsonb_populate_recordset(NULL::${TABLE[kind]}, $1::jsonb)
       ON CONFLICT (${KEY[kind].join(', ')}) DO UPDATE SET ${changed}`,
      [JSON.stringify(rows)],
    );
  }
}

function latestByKey(kind: keyof typeof KEY, rows: readonly Columns[]): Columns[] {
  const keyOf = (row: object): string => KEY[kind].map((column) => String(Reflect.get(row, column))).join('/');
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}
