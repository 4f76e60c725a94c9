import { acceptanceCertified, type certifyAcceptance, type RouteInput } from '@goufu/contracts';
import { assert, isRefusal, type Id } from '@goufu/kernel';
import { newId } from '@goufu/messaging';
import { UnitOfWork, type Tx } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { acceptance, type AcceptanceCertified, type AcceptanceState } from '../../domain/acceptance/acceptance.js';
import { project as projects } from '../../domain/project/project.js';
import { actorOf, inProject } from '../in-project.js';
import { insertCertificate } from '../persistence/certificate.repository.js';
import { loadMilestones } from '../persistence/deliverable.repository.js';
import { saveProject, type StoredProject } from '../persistence/project.repository.js';
import { readQuotas } from '../persistence/quota.repository.js';
import { about, refOf } from '../published-facts.js';

/** The purchaser certifies the acceptance of the whole service against each standard (R68). */
@Injectable()
export class CertifyAcceptanceHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: RouteInput<typeof certifyAcceptance>, caller: Caller) {
    return inProject(this.unitOfWork, caller, params.projectId, async (tx, project) => {
      const facts = acceptance.decide({ kind: 'certify', certificate: body, by: actorOf(caller), at: tx.now }, await stateOf(tx, project));
      if (isRefusal(facts)) return facts;
      const certificateId = newId();
      for (const fact of facts) await certify(tx, project, certificateId, fact);
      const [certified] = facts;
      assert(certified !== undefined, 'an acceptance that is not refused is certified');
      return { ...certified.certificate, certificateId, certifiedOn: certified.certifiedOn, certifiedBy: caller.actorId };
    });
  }
}

async function stateOf(tx: Tx, project: StoredProject): Promise<AcceptanceState> {
  const milestones = await loadMilestones(tx, project.id);
  const quotas = await readQuotas(tx, project.id);
  return {
    project,
    openMilestones: milestones.filter(({ dropped, reachedAt }) => !dropped && reachedAt === undefined).map(({ code }) => code),
    quotas: quotas.map(({ code, agreed, delivered }) => ({ code, quantity: agreed, delivered })),
  };
}

async function certify(tx: Tx, project: StoredProject, certificateId: Id, fact: AcceptanceCertified): Promise<void> {
  const { outcome } = fact.certificate;
  await insertCertificate(tx, project, certificateId, fact);
  if (outcome === 'passed') {
    const accepted = projects.decide({ kind: 'accept', at: fact.at }, project);
    assert(!isRefusal(accepted), 'a project that passed is accepted');
    await saveProject(tx, project.id, accepted);
  }
  const data = { ...refOf(project), certificateId, outcome, certifiedOn: fact.certifiedOn, evidenceIds: [certificateId] };
  tx.record({ contract: acceptanceCertified, ...about(project), data });
}
