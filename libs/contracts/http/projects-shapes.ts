import { z } from 'zod';
import { isUnifiedSocialCreditCode } from '@goufu/kernel';
import { instant, localDate, uuid } from '../envelope.js';
import { basisPoints, code, fen, grade, sha256, text, title } from '../vocabulary.js';

/** What the routes of projects take and give. A person is a pseudonymous id; free text and files stay inside the service. */

/** Who may read a project; an agency its own, everybody those of their region. */
export const PROJECT_READERS = ['purchaser', 'contract-approver', 'agency', 'evaluator', 'auditor', 'finance-officer', 'finance-approver'] as const;

const organisation = z.object({ orgId: uuid, nameZh: z.string() });
const quantity = z.int().min(1).max(10_000_000);

/** Where a project stands; `suspended` and `terminated` follow the contract. */
export const projectStage = z.enum(['contracted', 'planned', 'running', 'accepted', 'closed', 'suspended', 'terminated']);

export const projectSummary = z.object({
  projectId: uuid,
  purchaseId: uuid,
  contractId: uuid,
  contractNo: z.string(),
  title: z.string(),
  category: code,
  agency: organisation,
  purchaser: organisation,
  priceFen: fen,
  term: z.object({ from: localDate, to: localDate }),
  stage: projectStage,
  startedOn: localDate.optional(),
  jurisdiction: z.string(),
});

/** The service plan (R82); its quotas are at least the contract's (R83). */
export const servicePlanContent = z.strictObject({
  targetGroupZh: text,
  needsZh: text,
  objectivesZh: text,
  contentZh: text,
  riskZh: text,
  schedule: z.array(z.strictObject({ nameZh: title, from: localDate, to: localDate })).min(1).max(60),
  /** Posts and who fills them, by a pseudonymous code (R87). */
  staff: z
    .array(
      z.strictObject({
        staffCode: code,
        post: z.enum(['supervisor', 'social-worker', 'other']),
        certificate: z.enum(['senior', 'social-worker', 'assistant', 'none']),
        ownEmployee: z.boolean(),
      }),
    )
    .min(1)
    .max(200),
  quotas: z.array(z.strictObject({ code, quantity })).max(100),
  /** Work that others do; never core work (R12). */
  subcontracts: z.array(z.strictObject({ uscc: z.string().refine(isUnifiedSocialCreditCode, 'not a unified social credit code (GB 32100)'), workZh: text, core: z.boolean() })).max(20).default([]),
});

export const servicePlanView = z.object({
  projectId: uuid,
  version: z.int(),
  status: z.enum(['submitted', 'approved', 'returned']),
  content: servicePlanContent,
  writtenBy: z.string(),
  writtenAt: instant,
  decidedBy: z.string().optional(),
  decidedAt: instant.optional(),
  reasons: z.array(z.string()),
});

export const projectFile = z.object({
  fileId: uuid,
  fileName: z.string(),
  mediaType: z.string(),
  sizeBytes: z.int(),
  sha256,
  uploadedBy: z.string(),
  uploadedAt: instant,
});

export const deliverableView = z.object({
  deliverableId: uuid,
  projectId: uuid,
  milestoneCode: code,
  deliverableCode: code,
  nameZh: z.string(),
  status: z.enum(['awaited', 'submitted', 'accepted', 'returned']),
  version: z.int(),
  dropped: z.boolean(),
  versions: z.array(
    z.object({
      version: z.int(),
      status: z.enum(['submitted', 'accepted', 'returned']),
      file: projectFile,
      decidedBy: z.string().optional(),
      decidedAt: instant.optional(),
      reasons: z.array(z.string()),
    }),
  ),
});

const milestoneView = z.object({
  code,
  nameZh: z.string(),
  due: localDate,
  reachedAt: instant.optional(),
  dropped: z.boolean(),
  deliverables: z.array(deliverableView),
});

export const quotaView = z.object({
  code,
  nameZh: z.string(),
  unitZh: z.string(),
  agreed: z.int(),
  delivered: z.int(),
  evidenceZh: z.array(z.string()),
});

export const quotaEntry = z.strictObject({
  quotaCode: code,
  /** Negative to take back a mistake. */
  quantity: z.int().min(-10_000_000).max(10_000_000),
  servedFrom: localDate,
  servedTo: localDate,
  evidenceZh: z.array(text).min(1).max(20),
  correctionReasonZh: text.optional(),
});

export const rectificationView = z.object({
  rectificationId: uuid,
  projectId: uuid,
  resultId: uuid,
  evaluationCode: code,
  attempt: z.int(),
  grade,
  status: z.enum(['opened', 'submitted', 'accepted', 'failed', 'dropped']),
  due: instant,
  late: z.boolean(),
  version: z.int(),
  textZh: z.string().optional(),
  files: z.array(projectFile),
  submittedAt: instant.optional(),
  decidedAt: instant.optional(),
  reasons: z.array(z.string()),
});

/** The certificate lists each standard; the recipients of the service were heard (R68). */
export const certificate = z.strictObject({
  outcome: z.enum(['passed', 'failed']),
  standards: z.array(z.strictObject({ code, nameZh: title, met: z.boolean(), remarkZh: text.optional() })).min(1).max(200),
  recipients: z.strictObject({
    invited: z.int().min(0).max(1_000_000),
    respondents: z.int().min(0).max(1_000_000),
    satisfied: z.int().min(0).max(1_000_000),
    opinionsZh: z.array(text).max(200),
  }),
});

export const certificateView = certificate.extend({ certificateId: uuid, certifiedOn: localDate, certifiedBy: z.string() });

const moneyView = z.object({
  commitment: z.enum(['pending', 'recorded', 'refused']),
  commitmentReason: z.string().optional(),
  tranches: z.array(
    z.object({
      trancheId: uuid,
      no: z.int(),
      fen,
      state: z.enum(['planned', 'withheld', 'released', 'forfeited']),
      releasedFen: fen,
      settledFen: fen,
      waitingFor: z.array(z.object({ condition: z.string(), of: z.string().optional(), rule: z.string() })),
    }),
  ),
  /** Paid money that is asked back (R123); `outcome` once the case has ended. */
  clawbacks: z.array(z.object({ caseId: uuid, trancheId: uuid, fen, ground: z.string(), replyUntil: localDate, outcome: z.string().optional() })),
});

const evaluationView = z.object({
  code,
  kind: z.string(),
  nameZh: z.string(),
  attempt: z.int(),
  stage: z.enum(['planned', 'open', 'notified', 'published']),
  due: instant,
  roundId: uuid.optional(),
  resultId: uuid.optional(),
  scoreBp: basisPoints.optional(),
  grade: grade.optional(),
  appealUntil: instant.optional(),
  /** The last objection to a result of this attempt; while it has no outcome, no result is final (R110). */
  appeal: z.object({ filedAt: instant.optional(), outcome: z.enum(['upheld', 'dismissed']).optional(), decidedAt: instant.optional() }).optional(),
});

export const projectDetail = z.object({
  project: projectSummary,
  plan: servicePlanView.optional(),
  milestones: z.array(milestoneView),
  quotas: z.array(quotaView),
  rectifications: z.array(rectificationView),
  certificates: z.array(certificateView),
  evaluations: z.array(evaluationView),
  money: moneyView,
});
