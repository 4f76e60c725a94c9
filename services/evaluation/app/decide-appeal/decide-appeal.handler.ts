import { appealDecided, type decideAppeal, type RouteInput } from '@goufu/contracts';
import { isRefusal, type Refusal } from '@goufu/kernel';
import { UnitOfWork, type Tx } from '@goufu/persistence';
import type { Caller } from '@goufu/service';
import { Inject, Injectable } from '@nestjs/common';
import { appeal } from '../../domain/appeal/appeal.js';
import { refuseAppeal } from '../../domain/appeal/appeal.refusals.js';
import { result } from '../../domain/result/result.js';
import { round as rounds } from '../../domain/round/round.js';
import { loadRoundOfResult, type RoundOfResult } from '../in-round.js';
import { recordRoundOpened } from '../open-round/published-facts.js';
import { appealStateOf, findAppeal, saveAppeal, type StoredAppeal } from '../persistence/appeal.repository.js';
import { saveResult } from '../persistence/result.repository.js';
import { saveRound } from '../persistence/save-round.js';
import { envelopeOf, roundRefOf } from '../published-refs.js';
import { publishResult } from '../publish-result/publish-result.js';

type Input = RouteInput<typeof decideAppeal>;
type Upheld = Extract<Input['body'], { outcome: 'upheld' }>;

/** Somebody independent decides (R110). Dismissed: the result is final. Upheld: the panel scores the named indicators anew (R59). */
@Injectable()
export class DecideAppealHandler {
  constructor(@Inject(UnitOfWork) private readonly unitOfWork: UnitOfWork) {}

  execute({ params, body }: Input, caller: Caller) {
    return this.unitOfWork.run<StoredAppeal | Refusal>(caller.work(), async (tx) => {
      const found = await findAppeal(tx, { appealId: params.appealId });
      const of = found ? await loadRoundOfResult(tx, found.resultId, caller) : refuseAppeal('not-found');
      if (isRefusal(of)) return refuseAppeal('not-found');
      // Read again: the round's lock is held now.
      const stored = await findAppeal(tx, { appealId: params.appealId });
      const { outcome, reasons } = body;
      const decided = appeal.decide({ kind: 'decide', by: caller.actorId, outcome, reasons, at: tx.now }, appealStateOf(stored, of.round));
      if (isRefusal(decided) || !stored) return isRefusal(decided) ? decided : refuseAppeal('not-found');
      await saveAppeal(tx, stored.appealId, stored.resultId, of.round, decided);
      recordDecided(tx, of, stored, outcome);
      const refusal = body.outcome === 'upheld' ? await scoreAgain(tx, of, body, caller) : await makeFinal(tx, of);
      return refusal ?? { ...stored, status: outcome, reasons, decidedAt: tx.now };
    });
  }
}

async function makeFinal(tx: Tx, of: RoundOfResult): Promise<Refusal | undefined> {
  const facts = result.decide({ kind: 'end-appeal', outcome: 'dismissed', at: tx.now }, of.current);
  if (isRefusal(facts)) return facts;
  await publishResult(tx, of, facts);
  return undefined;
}

async function scoreAgain(tx: Tx, { round, current }: RoundOfResult, { reopening, reasons, due }: Upheld, caller: Caller): Promise<Refusal | undefined> {
  const setAside = result.decide({ kind: 'end-appeal', outcome: 'upheld', at: tx.now }, current);
  if (isRefusal(setAside)) return setAside;
  const command = { kind: 'reopen', because: 'appeal-upheld', reopening, ground: reasons, due, by: caller.actorId, at: tx.now } as const;
  const reopened = rounds.decide(command, round);
  if (isRefusal(reopened)) return reopened;
  await saveResult(tx, current.id, setAside);
  await saveRound(tx, round, reopened);
  recordRoundOpened(tx, round, { revision: round.revision + 1, due });
  return undefined;
}

function recordDecided(tx: Tx, { round, current }: RoundOfResult, { appealId }: StoredAppeal, outcome: 'upheld' | 'dismissed'): void {
  const newRevision = outcome === 'upheld' ? { newRevision: round.revision + 1 } : {};
  const data = { ...roundRefOf(round), appealId, resultId: current.id, outcome, ...newRevision, decidedAt: tx.now };
  tx.record({ contract: appealDecided, ...envelopeOf(round), data });
}
