import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { localDate, uuid } from '../envelope.js';
import { sha256, text } from '../vocabulary.js';
import { challengeView, contractDraft, contractSupplement, contractView, OFFICE, purchaseId } from './procurement-shapes.js';

/** Routes of procurement for contracts and challenges. */

const contractId = z.object({ contractId: uuid });
const challengeId = z.object({ challengeId: uuid });
const interruption = z.strictObject({ reason: text, fault: z.enum(['agency', 'purchaser', 'neither']), effectiveOn: localDate });

export const draftContract = defineRoute({
  id: 'draftContract',
  method: 'POST',
  path: '/purchases/:purchaseId/contract',
  summary: 'Drafts the contract of an awarded purchase, or drafts it anew before it is signed (R63)',
  allow: ['purchaser'],
  params: purchaseId,
  body: contractDraft,
  response: contractView,
  status: 201,
});

export const getContract = defineRoute({
  id: 'getContract',
  method: 'GET',
  path: '/contracts/:contractId',
  summary: 'A contract with the terms in force and the draft that waits for its signature',
  allow: [...OFFICE, 'agency'],
  params: contractId,
  response: contractView,
});

export const signContract = defineRoute({
  id: 'signContract',
  method: 'POST',
  path: '/contracts/:contractId/signature',
  summary: 'Signs the waiting text, contract or supplement, by somebody else than its author (R70)',
  allow: ['contract-approver'],
  params: contractId,
  /** Hash of the text that the signer read. */
  body: z.strictObject({ termsHash: sha256 }),
  response: contractView,
});

export const fileContract = defineRoute({
  id: 'fileContract',
  method: 'POST',
  path: '/contracts/:contractId/filing',
  summary: 'Records that the contract is announced and filed with finance (R64)',
  allow: ['purchaser'],
  params: contractId,
  body: z.strictObject({ filingNo: z.string().trim().min(1).max(64), filedOn: localDate, noticeUrl: z.url({ protocol: /^https?$/ }).max(500) }),
  response: contractView,
});

export const amendContract = defineRoute({
  id: 'amendContract',
  method: 'POST',
  path: '/contracts/:contractId/amendments',
  summary: 'Drafts a supplement; all of them add at most a tenth to the price (R67)',
  allow: ['purchaser'],
  params: contractId,
  body: contractSupplement,
  response: contractView,
  status: 201,
});

export const suspendContract = defineRoute({
  id: 'suspendContract',
  method: 'POST',
  path: '/contracts/:contractId/suspension',
  summary: 'Suspends performance and payment (R76)',
  allow: ['contract-approver'],
  params: contractId,
  body: interruption,
  response: contractView,
});

export const resumeContract = defineRoute({
  id: 'resumeContract',
  method: 'POST',
  path: '/contracts/:contractId/resumption',
  summary: 'Lets a suspended contract go on',
  allow: ['contract-approver'],
  params: contractId,
  body: interruption,
  response: contractView,
});

export const terminateContract = defineRoute({
  id: 'terminateContract',
  method: 'POST',
  path: '/contracts/:contractId/termination',
  summary: 'Ends a contract early; what is not owed goes back (R109)',
  allow: ['contract-approver'],
  params: contractId,
  body: interruption,
  response: contractView,
});

export const fileChallenge = defineRoute({
  id: 'fileChallenge',
  method: 'POST',
  path: '/tenders/:tenderId/challenges',
  summary: 'An agency challenges documents, process or result, in time and once per step (R73)',
  allow: ['agency'],
  params: z.object({ tenderId: uuid }),
  body: z.strictObject({ stage: z.enum(['documents', 'process', 'result']), grounds: text }),
  response: challengeView,
  status: 201,
});

export const decideChallenge = defineRoute({
  id: 'decideChallenge',
  method: 'POST',
  path: '/challenges/:challengeId/decision',
  summary: 'Answers a challenge; an upheld one may make the tender void (R74, R76)',
  allow: ['purchaser'],
  params: challengeId,
  body: z.discriminatedUnion('outcome', [
    z.strictObject({ outcome: z.literal('dismissed'), reasons: text }),
    z.strictObject({ outcome: z.literal('upheld'), reasons: text, voidTender: z.boolean() }),
  ]),
  response: challengeView,
});

export const withdrawChallenge = defineRoute({
  id: 'withdrawChallenge',
  method: 'POST',
  path: '/challenges/:challengeId/withdrawal',
  summary: 'The challenger takes its challenge back',
  allow: ['agency'],
  params: challengeId,
  response: challengeView,
});

export const contractRoutes = [
  draftContract, getContract, signContract, fileContract, amendContract, suspendContract, resumeContract, terminateContract, fileChallenge, decideChallenge,
  withdrawChallenge,
] as const;
