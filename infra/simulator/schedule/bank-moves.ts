import type { Booking, Mood } from '../world/bank.js';
import type { World } from '../world/world.js';

const MOODS: readonly Mood[] = ['rejects', 'pays-then-times-out', 'times-out-untouched', 'cannot-be-reached'];
const BOOKINGS: readonly Booking[] = ['right', 'wrong-amount', 'wrong-account', 'kept-back'];

const pick = <Option>(options: readonly Option[], n: number): Option | undefined => options[n % options.length];

/** What the treasury does by itself, kindly or not. */
export const bankMove =
  (what: number, which: number) =>
  (world: World): (() => void) | undefined => {
    const { bank } = world;
    const then = (name: string, run: () => void) => () => world.do(`treasury: ${name}`, run);
    switch (what % 6) {
      case 0: {
        const mood = pick(MOODS, which) ?? 'rejects';
        return then(mood, () => bank.expect(mood));
      }
      case 1: {
        const booking = pick(BOOKINGS, which) ?? 'right';
        return then(`will book ${booking}`, () => bank.expectBooking(booking));
      }
      case 2: {
        const instruction = pick(bank.unbooked(), which);
        return instruction && then(`books ${instruction.endToEndId}`, () => bank.book(instruction));
      }
      case 3: {
        const entry = pick(bank.paid(), which);
        return entry && then(`gives back ${entry.endToEndId}`, () => bank.giveBack(entry));
      }
      case 4: {
        const entry = pick(bank.statement, which);
        return entry && then(`shows ${entry.ref} again`, () => bank.repeat(entry));
      }
      default: {
        // Repeated, late and out of order; a no that comes behind the statement's entry is worth nothing any more.
        const settled = bank.paid().filter(({ ref }) => world.funding.tables.entry.has(ref));
        const about = pick([...bank.unbooked(), ...settled], which);
        const answer = which % 2 === 0 && settled.some((entry) => entry === about) ? 'rejected' : 'accepted';
        return about && then(`calls back: ${about.endToEndId} ${answer}`, () => world.funding.callBack(about.endToEndId, answer));
      }
    }
  };
