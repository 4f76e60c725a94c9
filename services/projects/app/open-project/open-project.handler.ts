import type { ContractTerms as PublishedTerms } from '@goufu/contracts';
import { assert, isRefusal, parseFen, type Id } from '@goufu/kernel';
import { APPLIED, bring, causedId, waitingFor, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { Injectable } from '@nestjs/common';
import type { ContractTerms } from '../../domain/project/contract-terms.js';
import { project as projects } from '../../domain/project/project.js';
import { reachMilestones } from '../decide-deliverable/reach-milestones.js';
import { insertProject, loadProjectOfContract, saveProject, type StoredProject } from '../persistence/project.repository.js';
import { saveTerms } from '../persistence/terms.repository.js';

/** A contract's terms, with the envelope that brought them. */
export interface Terms extends Omit<FactRecord, 'data'> {
  readonly data: PublishedTerms;
}

/** A signed contract opens its project; an amended one gives the project new terms (R67). */
@Injectable()
export class OpenProjectHandler {
  async open(terms: Terms, tx: Tx): Promise<Outcome> {
    const known = await loadProjectOfContract(tx, terms.data.contractId);
    if (known) return APPLIED;
    const project = projectOf(terms);
    await insertProject(tx, project);
    await saveTerms(tx, project, termsOf(terms.data), shownTerms(terms.data));
    await bringWhatWaits(tx, terms.data);
    return APPLIED;
  }

  async amend(terms: Terms, tx: Tx): Promise<Outcome> {
    const project = await loadProjectOfContract(tx, terms.data.contractId);
    if (!project) return waitingFor('contract', terms.data.contractId);
    const facts = projects.decide({ kind: 'take-terms', terms: termsOf(terms.data) }, project);
    assert(!isRefusal(facts), 'taking terms is never refused');
    if (facts.length === 0) return APPLIED;
    await saveProject(tx, project.id, facts);
    await saveTerms(tx, project, termsOf(terms.data), shownTerms(terms.data));
    // What was still missing may be what the amendment dropped.
    await reachMilestones(tx, project, terms);
    await bringWhatWaits(tx, terms.data);
    return APPLIED;
  }
}

async function bringWhatWaits(tx: Tx, { contractId, tranches }: PublishedTerms): Promise<void> {
  bring(tx, 'contract', contractId);
  bring(tx, 'tranche', ...tranches.map(({ trancheId }): Id => trancheId));
}

function projectOf({ id, subject, jurisdiction, data }: Terms): StoredProject {
  return {
    id: causedId(id, 'project'),
    contractId: data.contractId,
    purchaseId: subject,
    jurisdiction,
    contractNo: data.contractNo,
    title: data.title,
    category: data.category,
    agencyOrgId: data.agency.orgId,
    agencyNameZh: data.agency.nameZh,
    purchaserOrgId: data.purchaser.orgId,
    purchaserNameZh: data.purchaser.nameZh,
    priceFen: parseFen(data.priceFen),
    termFrom: data.term.from,
    termTo: data.term.to,
    startedOn: undefined,
    revision: data.revision,
    status: 'contracted',
    suspended: false,
    terminated: false,
  };
}

const termsOf = ({ revision, term, priceFen, milestones, quotas }: PublishedTerms): ContractTerms => ({
  revision,
  term,
  priceFen: parseFen(priceFen),
  milestones,
  quotas: quotas.map(({ unitPriceFen, ...quota }) => ({ ...quota, unitPriceFen: unitPriceFen === undefined ? undefined : parseFen(unitPriceFen) })),
});

const shownTerms = ({ evaluationPlan, tranches }: PublishedTerms) => ({
  evaluations: evaluationPlan.map(({ code, kind, nameZh, due }) => ({ code, kind, nameZh, due })),
  tranches: tranches.map(({ trancheId, no, fen }) => ({ trancheId, no, fen })),
});
