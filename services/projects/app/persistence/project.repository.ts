import { unreachable, type Fen, type Id, type LocalDate } from '@goufu/kernel';
import { regionPrefix, scopeCondition, type Scope, type Tx } from '@goufu/persistence';
import type { ProjectFact } from '../../domain/project/project.facts.js';
import type { ProjectState } from '../../domain/project/project.js';

/** A project with the contract that it performs. Its row lock is the lock for all its parts. */
export interface StoredProject extends ProjectState {
  readonly id: Id;
  readonly contractId: Id;
  readonly purchaseId: Id;
  readonly jurisdiction: string;
  readonly contractNo: string;
  readonly title: string;
  readonly category: string;
  readonly agencyNameZh: string;
  readonly purchaserNameZh: string;
  readonly priceFen: Fen;
  readonly termTo: LocalDate;
  readonly startedOn: LocalDate | undefined;
}

export interface ProjectRow {
  readonly id: Id;
  readonly contract_id: Id;
  readonly purchase_id: Id;
  readonly jurisdiction: string;
  readonly contract_no: string;
  readonly title: string;
  readonly category: string;
  readonly agency_org_id: Id;
  readonly agency_name_zh: string;
  readonly purchaser_org_id: Id;
  readonly purchaser_name_zh: string;
  readonly price_fen: string;
  readonly term_from_text: LocalDate;
  readonly term_to_text: LocalDate;
  readonly started_on_text: LocalDate | null;
  readonly revision: number;
  readonly status: ProjectState['status'];
  readonly suspended: boolean;
  readonly terminated: boolean;
  readonly commitment: 'pending' | 'recorded' | 'refused';
  readonly commitment_reason: string | null;
}

/** For reads and locks alike: `FROM project p`. Dates as text, so that no time zone touches them. */
export const PROJECT_COLUMNS = `p.*, p.term_from::text AS term_from_text, p.term_to::text AS term_to_text, p.started_on::text AS started_on_text`;

/** Condition on `project p` for two parameters from `parameter` on: see `scopeValues`. */
export const projectScope = (parameter: number): string =>
  `${scopeCondition('p.jurisdiction', parameter)} AND ($${parameter + 1}::text IS NULL OR p.agency_org_id::text = $${parameter + 1})`;

export const scopeValues = (scope: Scope): [string, string | null] => [regionPrefix(scope.jurisdiction), scope.orgId ?? null];

/** One project, locked until commit. Undefined when it does not exist in the caller's scope. */
export async function loadProjectForUpdate(tx: Tx, projectId: Id, scope: Scope): Promise<StoredProject | undefined> {
  const [row] = await tx.query<ProjectRow>(`SELECT ${PROJECT_COLUMNS} FROM project p WHERE p.id = $1 AND ${projectScope(2)} FOR UPDATE`, [
    projectId,
    ...scopeValues(scope),
  ]);
  return row && storedProject(row);
}

/** The project of a contract, locked until commit, for facts and tasks. */
export async function loadProjectOfContract(tx: Tx, contractId: Id): Promise<StoredProject | undefined> {
  const [row] = await tx.query<ProjectRow>(`SELECT ${PROJECT_COLUMNS} FROM project p WHERE p.contract_id = $1 FOR UPDATE`, [contractId]);
  return row && storedProject(row);
}

export const storedProject = (row: ProjectRow): StoredProject => ({
  id: row.id,
  contractId: row.contract_id,
  purchaseId: row.purchase_id,
  jurisdiction: row.jurisdiction,
  contractNo: row.contract_no,
  title: row.title,
  category: row.category,
  agencyOrgId: row.agency_org_id,
  agencyNameZh: row.agency_name_zh,
  purchaserOrgId: row.purchaser_org_id,
  purchaserNameZh: row.purchaser_name_zh,
  priceFen: BigInt(row.price_fen),
  termFrom: row.term_from_text,
  termTo: row.term_to_text,
  startedOn: row.started_on_text ?? undefined,
  revision: row.revision,
  status: row.status,
  suspended: row.suspended,
  terminated: row.terminated,
});

/** A project as its contract opens it; its terms follow. */
export async function insertProject(tx: Tx, project: StoredProject): Promise<void> {
  await tx.query(
    `INSERT INTO project (id, contract_id, purchase_id, jurisdiction, contract_no, title, category, agency_org_id, agency_name_zh,
       purchaser_org_id, purchaser_name_zh, price_fen, term_from, term_to, revision, status)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 'contracted')`,
    [
      project.id,
      project.contractId,
      project.purchaseId,
      project.jurisdiction,
      project.contractNo,
      project.title,
      project.category,
      project.agencyOrgId,
      project.agencyNameZh,
      project.purchaserOrgId,
      project.purchaserNameZh,
      project.priceFen.toString(),
      project.termFrom,
      project.termTo,
      project.revision,
    ],
  );
}

/** Writes what happened to a project whose row is locked; its terms are written by `saveTerms`. */
export async function saveProject(tx: Tx, projectId: Id, facts: readonly ProjectFact[]): Promise<void> {
  for (const fact of facts) await saveFact(tx, projectId, fact);
}

async function saveFact(tx: Tx, id: Id, fact: ProjectFact): Promise<void> {
  const set = (change: string, ...values: unknown[]) => tx.query(`UPDATE project SET ${change} WHERE id = $1`, [id, ...values]);
  switch (fact.kind) {
    case 'terms-taken': {
      const { revision, priceFen, term } = fact.terms;
      await set('revision = $2, price_fen = $3, term_from = $4, term_to = $5', revision, priceFen.toString(), term.from, term.to);
      return;
    }
    case 'project-suspended':
      await set('suspended = true, halt_reason = $2', fact.reason);
      return;
    case 'project-resumed':
      await set('suspended = false, halt_reason = NULL');
      return;
    case 'project-terminated':
      await set('terminated = true, halt_reason = $2', fact.reason);
      return;
    case 'approval-awaited':
      await set(`status = 'planned'`);
      return;
    case 'plan-asked-again':
      await set(`status = 'contracted'`);
      return;
    case 'project-started':
      await set(`status = 'running', started_on = $2`, fact.startsOn);
      return;
    case 'project-accepted':
      await set(`status = 'accepted', accepted_at = $2`, fact.at);
      return;
    case 'project-closed':
      await set(`status = 'closed', closed_on = $2, closed_by = $3`, fact.closedOn, fact.by);
      return;
    default:
      unreachable(fact);
  }
}
