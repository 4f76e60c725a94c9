import { getProject, type RouteInput } from '@goufu/contracts';
import { Caller, Implements, Input } from '@goufu/service';
import { Controller, Inject } from '@nestjs/common';
import { refuseProject } from '../../domain/project/project.refusals.js';
import { readCertificates } from '../persistence/certificate.repository.js';
import { readQuotas } from '../persistence/quota.repository.js';
import { readClawbacks, readEvaluations, readMilestones, readTranches } from '../persistence/read-detail.js';
import { readProject } from '../persistence/read-projects.js';
import { readRectifications } from '../persistence/read-rectifications.js';
import { Reader } from '../persistence/reader.js';
import { readPlans } from '../persistence/service-plan.repository.js';
import { projectView } from '../views.js';

@Controller()
export class GetProjectController {
  constructor(@Inject(Reader) private readonly reader: Reader) {}

  @Implements(getProject)
  async get(@Input() { params: { projectId } }: RouteInput<typeof getProject>, @Caller() caller: Caller) {
    const found = await readProject(this.reader, caller.scope, projectId);
    if (!found) return refuseProject('not-found');
    const { project, commitment, commitmentReason } = found;
    const [plans, milestones, quotas, rectifications, certificates, evaluations, tranches, clawbacks] = await Promise.all([
      readPlans(this.reader, projectId),
      readMilestones(this.reader, projectId),
      readQuotas(this.reader, projectId),
      readRectifications(this.reader, projectId),
      readCertificates(this.reader, projectId),
      readEvaluations(this.reader, projectId),
      readTranches(this.reader, projectId),
      readClawbacks(this.reader, projectId),
    ]);
    return {
      project: projectView(project),
      plan: plans[0],
      milestones,
      quotas,
      rectifications,
      certificates,
      evaluations,
      money: { commitment, commitmentReason, tranches, clawbacks },
    };
  }
}
