import type { ContractTerms } from '@goufu/contracts';
import { assert, fold } from '@goufu/kernel';
import { APPLIED, bring, causedId, waitingFor, type FactRecord, type Outcome } from '@goufu/messaging';
import type { Tx } from '@goufu/persistence';
import { cancelTask, scheduleTask } from '@goufu/tasks';
import { Injectable } from '@nestjs/common';
import { EVALUATION_KINDS, type PlanItem } from '../../domain/plan/plan-item.js';
import type { PlanFact } from '../../domain/plan/plan.facts.js';
import { plan } from '../../domain/plan/plan.js';
import type { TemplateContent } from '../../domain/template/template-content.js';
import { loadPlanForUpdate, savePlan, type PlannedContract } from '../persistence/plan.repository.js';
import { insertRound, replanRound } from '../persistence/round.repository.js';
import { publishedTemplate } from '../persistence/template.repository.js';
import { READY_ON_DATE, type ReadyOnDate } from '../ready-round/ready-on-date.handler.js';
import { readyRounds } from '../ready-round/ready-rounds.js';
import { dropRound } from './drop-round.js';

/** A contract's terms, with the envelope that brought them. */
interface Terms extends Omit<FactRecord, 'data'> {
  readonly data: Pick<ContractTerms, 'contractId' | 'revision' | 'agency' | 'evaluationPlan'>;
}

/** Plans the rounds of a contract and freezes their templates by value: what is scored later is what was signed (R105). */
@Injectable()
export class FreezePlanHandler {
  /** A template that is not published here yet is waited for. */
  async freeze(terms: Terms, tx: Tx): Promise<Outcome> {
    const { contractId, revision, agency, evaluationPlan } = terms.data;
    const items = evaluationPlan.map(planItemOf);
    const before = await loadPlanForUpdate(tx, contractId);
    const facts = plan.decide({ kind: 'freeze', revision, items }, before);
    if (facts.length === 0) return APPLIED;
    const templates = await templatesOf(tx, facts);
    if (typeof templates === 'string') return waitingFor('template', templates);
    const contract: PlannedContract = {
      contractId,
      purchaseId: terms.subject,
      jurisdiction: terms.jurisdiction,
      agencyOrgId: agency.orgId,
      agencyNameZh: agency.nameZh,
    };
    await savePlan(tx, contract, fold(plan.evolve, before, facts));
    for (const fact of facts) await this.write(tx, terms, contract, fact, templates);
    await readyRounds(tx, contractId);
    bring(tx, 'contract', contractId);
    return APPLIED;
  }

  private async write(tx: Tx, terms: Terms, contract: PlannedContract, fact: PlanFact, templates: ReadonlyMap<string, TemplateContent>): Promise<void> {
    if (fact.kind === 'evaluation-dropped') return dropRound(tx, contract.contractId, fact.code, fact.reason);
    if (fact.kind !== 'evaluation-planned' && fact.kind !== 'evaluation-replanned') return;
    const { item } = fact;
    const template = templates.get(keyOf(item));
    assert(template !== undefined, `the template of ${item.code} was loaded`);
    const roundId = fact.kind === 'evaluation-planned' ? causedId(terms.id, item.code) : await replanRound(tx, contract.contractId, item, template);
    if (fact.kind === 'evaluation-planned') await insertRound(tx, roundId, contract, item, template, 1);
    await cancelTask(tx, READY_ON_DATE, roundId);
    if (item.readyOn.kind === 'date') {
      scheduleTask<ReadyOnDate>(tx, { kind: READY_ON_DATE, key: roundId, dueAt: item.due, payload: { roundId }, causedBy: terms });
    }
  }
}

/** An evaluation of a kind that is not known here cannot be held: the fact is parked until it is (R99). */
function planItemOf({ code, kind, weightBp, templateId, templateVersion, due, readyOn }: ContractTerms['evaluationPlan'][number]): PlanItem {
  const known = EVALUATION_KINDS.find((it) => it === kind);
  assert(known !== undefined, `evaluation ${code} is of the known kind "${kind}"`);
  return { code, kind: known, weightBp, templateId, templateVersion, due, readyOn };
}

const keyOf = ({ templateId, templateVersion }: PlanItem): string => `${templateId}@${templateVersion}`;

/** Content by template and version, or the first key that is not published yet. */
async function templatesOf(tx: Tx, facts: readonly PlanFact[]): Promise<Map<string, TemplateContent> | string> {
  const templates = new Map<string, TemplateContent>();
  for (const fact of facts) {
    if (fact.kind !== 'evaluation-planned' && fact.kind !== 'evaluation-replanned') continue;
    const content = await publishedTemplate(tx, fact.item.templateId, fact.item.templateVersion);
    if (!content) return keyOf(fact.item);
    templates.set(keyOf(fact.item), content);
  }
  return templates;
}
