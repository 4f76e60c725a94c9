import type { Condition, Evidence, PayFactor } from '@goufu/funding/domain/tranche/tranche.facts.js';
import type { Fen, Instant } from '@goufu/kernel';

/** What the rules grant for a tranche; written apart from the code that it checks. `held` by an open appeal. */
export type Entitlement = { readonly kind: 'owed'; readonly amount: Fen } | { readonly kind: 'lost' | 'not-yet' | 'held' };

/** Something that is known, and when it happened. */
export interface Known {
  readonly evidence: Evidence;
  readonly at?: Instant;
}

interface Agreement {
  readonly amount: Fen;
  readonly conditions: readonly Condition[];
  readonly payFactors: readonly PayFactor[];
  readonly attemptsAllowed: number;
  /** What happened later earns nothing: the contract was terminated. */
  readonly until?: Instant;
  /** A supplement is what lies above of a whole; a tranche with one is what lies below. */
  readonly part?: { readonly whole: Fen; readonly above: Fen };
  readonly covers: Fen;
}

interface Verdict {
  readonly state: 'met' | 'unmet' | 'lost';
  readonly factorBp: bigint;
}

const MET: Verdict = { state: 'met', factorBp: 10_000n };
const UNMET: Verdict = { state: 'unmet', factorBp: 0n };

/** Reads what was agreed against everything that is known, in no order (R109, R121, R123). */
export function entitlement(agreed: Agreement, all: readonly Known[]): Entitlement {
  const known = all.filter((it) => isInTime(it, agreed.until)).map(({ evidence }) => evidence);
  const appealable = agreed.conditions.some(({ kind }) => kind === 'evaluation' || kind === 'no-open-appeal');
  const held = appealable && known.some((filed) => filed.kind === 'appeal-opened' && !known.some((closed) => closed.kind === 'appeal-closed' && closed.appealId === filed.appealId));
  const verdicts = agreed.conditions.map((condition) => verdictOn(condition, agreed, known));
  if (held) return { kind: 'held' };
  if (verdicts.some(({ state }) => state === 'lost')) return { kind: 'lost' };
  if (verdicts.some(({ state }) => state === 'unmet')) return { kind: 'not-yet' };
  const factorBp = verdicts.reduce((least, verdict) => (verdict.factorBp < least ? verdict.factorBp : least), 10_000n);
  const due = ((agreed.part?.whole ?? agreed.amount) * factorBp) / 10_000n - (agreed.part?.above ?? 0n);
  if (due <= 0n && agreed.part) return { kind: 'lost' };
  return { kind: 'owed', amount: due < agreed.covers ? due : agreed.covers };
}

/** What corrects something that was in time counts whenever it comes. */
function isInTime({ evidence, at }: Known, until: Instant | undefined): boolean {
  if (until === undefined || at === undefined || at <= until) return true;
  return evidence.kind === 'appeal-opened' || evidence.kind === 'appeal-closed' || (evidence.kind === 'evaluation' && evidence.revision >= 2);
}

function verdictOn(condition: Condition, agreed: Agreement, known: readonly Evidence[]): Verdict {
  const metBy = (proves: (evidence: Evidence) => boolean): Verdict => (known.some(proves) ? MET : UNMET);
  switch (condition.kind) {
    case 'no-open-appeal':
      return MET;
    case 'milestone':
      return metBy((it) => it.kind === 'milestone' && it.milestoneCode === condition.milestoneCode);
    case 'date':
      return metBy((it) => it.kind === 'date' && it.on >= condition.on);
    case 'rectification-closed':
      return metBy((it) => it.kind === 'rectification-closed' && it.evaluationCode === condition.evaluationCode);
    case 'evaluation':
      return verdictOnResult(condition.evaluationCode, agreed, known);
    default:
      return metBy((it) => it.kind === condition.kind);
  }
}

function verdictOnResult(code: string, { payFactors, attemptsAllowed }: Agreement, known: readonly Evidence[]): Verdict {
  const results = known.flatMap((it) => (it.kind === 'evaluation' && it.evaluationCode === code ? [it] : []));
  const attempt = Math.max(...results.map((result) => result.attempt));
  const revision = Math.max(...results.filter((result) => result.attempt === attempt).map((result) => result.revision));
  const last = results.find((result) => result.attempt === attempt && result.revision === revision);
  if (!last) return UNMET;
  const factor = payFactors.find(({ grade }) => grade === last.grade);
  if (!factor || factor.effect === 'hold') return attempt >= attemptsAllowed ? { state: 'lost', factorBp: 0n } : UNMET;
  const granted: Verdict = { state: 'met', factorBp: BigInt(factor.factorBp) };
  if (factor.effect === 'release') return granted;
  return known.some((it) => it.kind === 'rectification-closed' && it.evaluationCode === code && it.attempt >= attempt) ? granted : UNMET;
}
