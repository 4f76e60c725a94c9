import { appeal as appeals } from '@goufu/evaluation/domain/appeal/appeal.js';
import { computeResult } from '@goufu/evaluation/domain/result/compute-result.js';
import { result as results } from '@goufu/evaluation/domain/result/result.js';
import { seatsOf, type PanelMember } from '@goufu/evaluation/domain/round/panel.js';
import { round as rounds } from '@goufu/evaluation/domain/round/round.js';
import { EMPTY_SHEET, type SheetContent } from '@goufu/evaluation/domain/sheet/sheet-content.js';
import { sheet as sheets } from '@goufu/evaluation/domain/sheet/sheet.js';
import { assert, fold, isRefusal, plusMilliseconds, type Instant } from '@goufu/kernel';
import { publish, saveResult, type Tell } from './results.js';
import { factsOf, saveRound } from './rounds.js';
import type { EvaluationTx, StoredResult, StoredRound, StoredSheet } from './rows.js';
import { sheetOf, TEMPLATE } from './template.js';

const AGENCY_PERSON = 'agency-person';
const JUDGE = 'appeals-officer';
const REOPENED = { indicators: ['quality'], vetoes: false };
const SCORING_MS = 10 * 86_400_000;

/** The next member who has not signed declares, fills in a sheet and signs; the last one makes the result. */
export function score(tx: EvaluationTx, round: StoredRound, choice: number, at: Instant, tell: Tell): boolean {
  const member = seatsOf(round.members).find(({ signed }) => !signed);
  if (!member) return false;
  const declared = declare(tx, round, member);
  const blank = sheetFor(tx, declared, member.evaluatorId);
  const saved = sheets.decide({ kind: 'save', content: contentFor(blank, choice) }, blank);
  assert(!isRefusal(saved), 'a sheet that fits the template is saved');
  const draft = fold(sheets.evolve, blank, saved);
  const signed = sheets.decide({ kind: 'sign', at }, draft);
  assert(!isRefusal(signed), 'a complete sheet is signed');
  tx.put('sheet', `${round.id}/${member.evaluatorId}`, { ...fold(sheets.evolve, draft, signed), evaluatorId: member.evaluatorId, roundId: round.id });
  const counted = rounds.decide({ kind: 'count-signature', evaluatorId: member.evaluatorId, at }, declared);
  assert(!isRefusal(counted), 'a signature of the panel counts');
  const after = saveRound(tx, declared, counted);
  if (after.status === 'concluded') conclude(tx, after, at, tell);
  return true;
}

function declare(tx: EvaluationTx, round: StoredRound, { evaluatorId, interest, orgId }: PanelMember): StoredRound {
  if (interest !== 'undeclared') return round;
  return saveRound(tx, round, factsOf(rounds.decide({ kind: 'declare-no-interest', evaluatorId, orgId }, round)));
}

function sheetFor(tx: EvaluationTx, round: StoredRound, evaluatorId: string): StoredSheet {
  const before = tx.find('sheet', `${round.id}/${evaluatorId}`);
  const reopened = round.reopening && before ? { reopened: { ...round.reopening, signedBefore: before.content } } : {};
  return { evaluatorId, roundId: round.id, status: 'blank', content: before?.content ?? EMPTY_SHEET, template: TEMPLATE, roundOpen: true, interest: 'none', ...reopened };
}

/** In a later revision only what was opened again may change. */
function contentFor({ reopened }: StoredSheet, choice: number): SheetContent {
  const chosen = sheetOf(choice);
  if (!reopened) return chosen;
  const { signedBefore } = reopened;
  const quality = chosen.entries['quality'];
  return quality ? { ...signedBefore, entries: { ...signedBefore.entries, quality } } : signedBefore;
}

/** The last signature computes the result; after an upheld appeal it is final at once. */
function conclude(tx: EvaluationTx, round: StoredRound, at: Instant, tell: Tell): void {
  const signed = tx.all('sheet').filter(({ roundId }) => roundId === round.id);
  const partyOf = (evaluatorId: string) => round.members.find((member) => member.evaluatorId === evaluatorId)?.party ?? 'third-party';
  const computation = computeResult(TEMPLATE, signed.map(({ evaluatorId, content }) => ({ party: partyOf(evaluatorId), content })));
  const id = `${round.id}/r${round.revision}`;
  const computed: StoredResult = { id, roundId: round.id, revision: round.revision, computation, status: 'computed', agencyOrgId: round.agencyOrgId };
  tx.put('result', id, computed);
  if (round.because !== 'appeal-upheld') return;
  const facts = results.decide({ kind: 'publish-after-appeal', at }, computed);
  assert(!isRefusal(facts), 'what was just computed can be published');
  publish(tx, computed, facts, at, tell);
}

/** The agency takes the result as it is. */
export function accept(tx: EvaluationTx, current: StoredResult, at: Instant, tell: Tell): boolean {
  const facts = results.decide({ kind: 'accept', byOrgId: current.agencyOrgId, at }, current);
  if (isRefusal(facts)) return false;
  publish(tx, current, facts, at, tell);
  return true;
}

/** The agency objects. */
export function fileAppeal(tx: EvaluationTx, round: StoredRound, current: StoredResult, at: Instant, tell: Tell): boolean {
  const appealed = results.decide({ kind: 'take-appeal', byOrgId: current.agencyOrgId, at }, current);
  if (isRefusal(appealed)) return false;
  const involved = [...round.members.map(({ evaluatorId }) => evaluatorId), 'civil-affairs'];
  const state = tx.find('appeal', current.id) ?? { status: 'none' as const, involved, id: `appeal/${current.id}`, resultId: current.id };
  const filed = appeals.decide({ kind: 'file', by: AGENCY_PERSON, grounds: 'quality', indicators: ['quality'], at }, state);
  if (isRefusal(filed)) return false;
  tx.put('appeal', current.id, { ...state, ...fold(appeals.evolve, state, filed) });
  saveResult(tx, current, appealed);
  tx.remove('task', current.id);
  tell(tx, { kind: 'appeal-filed', contractId: round.contractId, appealId: state.id });
  return true;
}

/** Somebody independent decides: dismissed, the result is final; upheld, the panel scores anew. */
export function decideAppeal(tx: EvaluationTx, round: StoredRound, current: StoredResult, outcome: 'upheld' | 'dismissed', at: Instant, tell: Tell): boolean {
  const state = tx.find('appeal', current.id);
  const ended = results.decide({ kind: 'end-appeal', outcome, at }, current);
  if (!state || isRefusal(ended)) return false;
  const decided = appeals.decide({ kind: 'decide', by: JUDGE, outcome, reasons: 'heard', at }, state);
  if (isRefusal(decided)) return false;
  tx.put('appeal', current.id, { ...state, ...fold(appeals.evolve, state, decided) });
  tell(tx, { kind: 'appeal-decided', contractId: round.contractId, appealId: state.id });
  if (outcome === 'dismissed') {
    publish(tx, current, ended, at, tell);
    return true;
  }
  saveResult(tx, current, ended);
  return reopen(tx, round, 'appeal-upheld', at);
}

/** The panel scores some indicators anew: after an upheld appeal, or because a published result turns out wrong (R59). */
export function reopen(tx: EvaluationTx, round: StoredRound, because: 'appeal-upheld' | 'correction', at: Instant): boolean {
  const due = plusMilliseconds(at, SCORING_MS);
  const facts = factsOf(rounds.decide({ kind: 'reopen', because, reopening: REOPENED, ground: 'heard', due, by: JUDGE, at }, round));
  if (facts.length > 0) saveRound(tx, round, facts);
  return facts.length > 0;
}
