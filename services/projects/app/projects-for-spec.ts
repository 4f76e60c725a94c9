import { readFileSync } from 'node:fs';
import { contractSigned } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { allMigrations, configurationFrom, startService } from '@goufu/service';
import { eventually, startTestService, type TestPerson } from '@goufu/testing';
import { projectsService } from './projects.service.js';

/** The service in the spec's own process, with what other services say to it. */

export const agencyOrgId = '0198f0a0-0000-7000-8000-00000000a001';
export const purchaserOrgId = '0198f0a0-0000-7000-8000-00000000b001';
export const director: TestPerson = { sub: 'director', roles: ['agency'], org_id: agencyOrgId };
export const rival: TestPerson = { sub: 'rival', roles: ['agency'], org_id: '0198f0a0-0000-7000-8000-00000000a002' };
export const officer: TestPerson = { sub: 'officer', roles: ['purchaser'], org_id: purchaserOrgId };
/** A purchaser of another office, of another region, and somebody of the agency who holds the purchaser's role. */
export const neighbour: TestPerson = { sub: 'neighbour', roles: ['purchaser'], org_id: '0198f0a0-0000-7000-8000-00000000b002' };
export const stranger: TestPerson = { ...officer, sub: 'stranger', jurisdiction: '620102' };
export const insider: TestPerson = { ...director, sub: 'insider', roles: ['purchaser'] };

export const MAX_FILE_BYTES = 100_000;

export const servicePlan = {
  targetGroupZh: '社区老人',
  needsZh: '陪伴与照护',
  objectivesZh: '改善社会支持',
  contentZh: '个案与小组服务',
  riskZh: '人员流动',
  schedule: [{ nameZh: '上半年', from: '2026-05-01', to: '2026-10-31' }],
  staff: [
    { staffCode: 's-1', post: 'supervisor', certificate: 'senior', ownEmployee: true },
    { staffCode: 's-2', post: 'social-worker', certificate: 'assistant', ownEmployee: true },
  ],
  quotas: [
    { code: 'casework', quantity: 60 },
    { code: 'group-work', quantity: 80 },
  ],
};

export const pdf = (text = '报告'): Buffer => Buffer.from(`%PDF-1.7\n1 0 obj\n<< /Title (${text}) >>\nendobj\ntrailer\n<< >>\n%%EOF\n`);

export type Service = Awaited<ReturnType<typeof startProjects>>;

export async function startProjects() {
  const service = await startTestService({
    service: 'projects',
    migrations: allMigrations(projectsService),
    variables: { MAX_FILE_BYTES: String(MAX_FILE_BYTES) },
    start: (variables) => startService(projectsService, configurationFrom(projectsService.config, variables)),
  });
  const send = async (person: TestPerson, path: string, init: RequestInit = {}) =>
    fetch(`${service.running.url}${path}`, { ...init, headers: { authorization: `Bearer ${await service.issuer.tokenFor(person)}`, ...(init.headers as Record<string, string>) } });

  return {
    ...service,
    send,
    /** A form with one file. */
    async upload(person: TestPerson, path: string, content: Buffer, fileName: string, headers: Record<string, string> = {}) {
      const form = new FormData();
      form.append('file', new Blob([new Uint8Array(content)], { type: 'application/octet-stream' }), fileName);
      const response = await send(person, path, { method: 'POST', body: form, headers });
      return { status: response.status, body: (await response.json()) as unknown };
    },
    /** Facts of this service about a purchase, in order. */
    published: (purchaseId: string) =>
      service.query<{ type: string; data: Record<string, unknown> }>('SELECT type, body::jsonb AS data FROM fact WHERE subject = $1 ORDER BY sequence', [purchaseId]),
  };
}

const sampleFile = new URL('../../../libs/contracts/procurement/contract-signed.v1.sample.json', import.meta.url);
/** The golden contract: two milestones with a deliverable each, two quotas, four tranches, a mid-term and a final evaluation. */
export const signedTerms = contractSigned.schema.parse(JSON.parse(readFileSync(sampleFile, 'utf8')));

export interface Opened {
  readonly purchaseId: string;
  readonly contractId: string;
  readonly projectId: string;
  readonly trancheIds: readonly string[];
  /** Deliverables by milestone code. */
  readonly deliverableOf: Readonly<Record<string, string>>;
}

/** A signed contract has opened its project. */
export async function openProject(service: Service): Promise<Opened> {
  const [purchaseId, contractId] = [newId(), newId()];
  const tranches = signedTerms.tranches.map((tranche) => ({ ...tranche, trancheId: newId() }));
  await service.hear(contractSigned, purchaseId, { ...signedTerms, contractId, tranches });
  return eventually(
    async () => {
      const rows = await service.query<{ project_id: string; id: string; milestone_code: string }>(
        'SELECT d.project_id, d.id, d.milestone_code FROM deliverable d JOIN project p ON p.id = d.project_id WHERE p.contract_id = $1',
        [contractId],
      );
      const projectId = rows[0]?.project_id;
      if (projectId === undefined) throw new Error('the project is not there');
      const deliverableOf = Object.fromEntries(rows.map((row) => [row.milestone_code, row.id]));
      return { purchaseId, contractId, projectId, deliverableOf, trancheIds: tranches.map(({ trancheId }) => trancheId) };
    },
    { within: 20_000 },
  );
}

/** A project whose service plan is approved. */
export async function runningProject(service: Service): Promise<Opened> {
  const opened = await openProject(service);
  const path = `/projects/${opened.projectId}/service-plans`;
  await service.call(director, 'POST', path, servicePlan);
  const approved = await service.call(officer, 'POST', `${path}/1/approval`);
  if (approved.status !== 200) throw new Error(`the plan was not approved: ${JSON.stringify(approved.body)}`);
  return opened;
}

export const codeOf = (answer: { body: unknown }): string => (answer.body as { code: string }).code;
