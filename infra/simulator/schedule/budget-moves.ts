import { shareOf, type Fen, type Id } from '@goufu/kernel';
import { balanceOf } from '../contexts/funding/ledger.js';
import type { StoredLine } from '../contexts/funding/rows.js';
import type { Kill } from '../world/store.js';
import type { World } from '../world/world.js';
import { OFFICERS, rivalsOf, say } from './people.js';

const pick = <Option>(options: readonly Option[], n: number): Option | undefined => options[n % options.length];

/** Shares of what a line has, in basis points: mostly all of it. */
const SHARES = [10_000, 10_000, 9_900, 5_000, 100] as const;

const stageOf = ({ funding }: World, { lineId, year }: StoredLine, stage: 'available' | 'unallotted'): Fen => balanceOf(funding.tables.account, { book: 'budget', stage, lineId, year });

/** What the finance bureau and other purchases do to budget lines, at any moment. */
export const budgetMove =
  (what: number, which: number, share: number, kill: Kill) =>
  (world: World): (() => void) | undefined => {
    const { funding } = world;
    const line = pick(funding.lines(), which);
    if (!line) return undefined;
    const { lineId } = line;
    const part = (whole: Fen): Fen => shareOf(whole, pick(SHARES, share) ?? 0);
    const then = (name: string, run: () => boolean) => () => world.do(`finance: ${name} ${lineId}`, run);
    switch (what % 9) {
      case 0:
      case 1:
        return rivalFor(world, line, pick(SHARES, share) ?? 0, kill);
      case 2:
        return cancelRival(world, which, kill);
      case 3:
        return then('adds to', () => funding.changeLine(lineId, part(lackingOn(world, lineId, which) ?? line.appropriated), kill));
      case 4:
      case 5:
        return then('takes back from', () => funding.changeLine(lineId, -part(stageOf(world, line, 'available')), kill));
      case 6:
        return then('allots', () => funding.allotLine(lineId, part(stageOf(world, line, 'unallotted')), kill));
      case 7: {
        const to = pick(funding.lines(), share) ?? line;
        return then(`asks to move to ${to.lineId} from`, () => funding.requestTransfer(lineId, to.lineId, part(stageOf(world, line, 'available')), pick(OFFICERS, which) ?? OFFICERS[0], kill));
      }
      default:
        return approveTransfer(world, which, share, kill);
    }
  };

/** Gives a line so much more; what it gets in parts is to be allotted too. */
export function fundLine(world: World, lineId: Id, amount: Fen): void {
  const { funding } = world;
  world.do(`finance: adds to ${lineId}`, () => funding.changeLine(lineId, amount, 'never'));
  if (funding.tables.line.get(lineId)?.allotment === 'in-parts') world.do(`finance: allots ${lineId}`, () => funding.allotLine(lineId, amount, 'never'));
}

/** What one of those lacks that wait for the line. */
const lackingOn = ({ funding }: World, lineId: Id, which: number): Fen | undefined => pick(funding.tranches().flatMap(({ short }) => (short?.lineId === lineId ? [short.lacks] : [])), which);

/** Another purchase asks for what the line has left, or a share of it in basis points. */
export function rivalFor(world: World, line: StoredLine, share: number, kill: Kill): (() => void) | undefined {
  const amount = shareOf(stageOf(world, line, 'available'), share);
  if (amount === 0n) return undefined;
  const { lineId, year } = line;
  const contractId = `rival-${rivalsOf(world).length + 1}`;
  return () => say(world, { by: 'procurement', says: { kind: 'purchase-planned', contractId, asks: [{ lineId, year, amount }] }, about: '' }, kill);
}

function cancelRival(world: World, which: number, kill: Kill): (() => void) | undefined {
  const contractId = pick(rivalsOf(world), which);
  return contractId === undefined ? undefined : () => say(world, { by: 'procurement', says: { kind: 'purchase-cancelled', contractId }, about: '' }, kill);
}

function approveTransfer(world: World, which: number, person: number, kill: Kill): (() => void) | undefined {
  const transfer = pick([...world.funding.tables.lineTransfer.values()].filter(({ state }) => state === 'requested'), which);
  const by = pick(OFFICERS, person) ?? OFFICERS[0];
  return transfer && (() => world.do(`${by} approves ${transfer.id}`, () => world.funding.approveTransfer(transfer.id, by, kill)));
}
