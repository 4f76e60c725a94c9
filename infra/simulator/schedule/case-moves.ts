import type { Verdict } from '@goufu/funding/domain/clawback-case/clawback-case.facts.js';
import { shareOf, type Fen } from '@goufu/kernel';
import { personOf } from '../contexts/funding/approvals.js';
import type { StoredCase } from '../contexts/funding/rows.js';
import type { Kill } from '../world/store.js';
import type { World } from '../world/world.js';
import { OFFICERS } from './people.js';

const pick = <Option>(options: readonly Option[], n: number): Option | undefined => options[n % options.length];

const VERDICTS: readonly Verdict[] = ['approve', 'approve', 'approve', 'reduce', 'waive'];
/** Shares in basis points; more than the whole is too much. */
const SHARES = [10_000, 10_000, 10_000, 4_000, 1, 12_000] as const;

/** What people do about paid money that is asked back, rightly or not. */
export const caseMove =
  (what: number, which: number, how: number, kill: Kill) =>
  (world: World): (() => void) | undefined => {
    const { funding } = world;
    const { cases } = funding;
    const officer = pick(OFFICERS, how) ?? OFFICERS[0];
    const part = (whole: Fen): Fen => shareOf(whole, pick(SHARES, how) ?? 0);
    const about = <Subject extends { readonly id: string }>(subject: Subject | undefined, name: string, act: (subject: Subject) => boolean) => subject && (() => world.do(`${name} ${subject.id}`, () => act(subject)));
    const all = [...funding.tables.case.values()];
    switch (what % 8) {
      case 0:
        return about(pick(funding.tranches().filter(({ stage }) => stage === 'disbursed'), which), `${officer} asks back of`, ({ id, released }) => cases.askBack(id, part(released) / 3n, officer, kill));
      case 1:
        return about(pick(all.filter(({ status }) => status === 'awaiting-reply'), which), 'agency replies to', ({ id, agencyId }) => cases.reply(id, personOf(agencyId), kill));
      case 2:
      case 3:
        return about(pick(all.filter(isUndecided), which), `${officer} decides`, ({ id, claimed }) => cases.decide(id, pick(VERDICTS, which) ?? 'approve', part(claimed) / 2n, officer, kill));
      case 4:
        return about(pick(all, which), 'agency refunds', (one) => refund(world, one, part(restOf(one))));
      case 5:
      case 6:
        return proposeOffset(world, which, how, part, kill);
      default:
        return about(pick([...funding.tables.offset.values()].filter(({ state }) => state === 'proposed'), which), `${officer} decides`, ({ id }) => cases.decideOffset(id, which % 3 !== 0, officer, kill));
    }
  };

const isUndecided = ({ status }: StoredCase): boolean => status === 'awaiting-reply' || status === 'awaiting-decision';

/** What is still due, or would be. */
export const restOf = ({ status, claimed, due, refunded }: StoredCase): Fen => (status === 'awaiting-refund' || status === 'settled' ? due : claimed) - refunded;

/** The agency pays back; nothing is paid of nothing. */
export function refund({ bank }: World, { id, agencyId }: StoredCase, amount: Fen): boolean {
  if (amount <= 0n) return false;
  bank.refund(id, amount, `account-of-${agencyId}`);
  return true;
}

/** Against what the agency is owed, of this contract or another one. */
function proposeOffset(world: World, which: number, how: number, part: (whole: Fen) => Fen, kill: Kill): (() => void) | undefined {
  const { funding } = world;
  const owing = pick([...funding.tables.case.values()].filter(({ status }) => status === 'awaiting-refund'), which);
  const payer = owing && pick(funding.tranches().filter(({ agencyId, stage }) => agencyId === owing.agencyId && stage === 'payable'), how);
  if (!payer) return undefined;
  const most = restOf(owing) < payer.released ? restOf(owing) : payer.released;
  const by = pick(OFFICERS, how) ?? OFFICERS[0];
  return () => world.do(`${by} proposes to set ${owing.id} off against ${payer.id}`, () => funding.cases.proposeOffset(owing.id, payer.id, part(most), by, kill));
}
