import { chinaCalendar, deadline, type Period, type Profile } from '@goufu/jurisdiction';
import { endOfDay, type Instant, type LocalDate } from '@goufu/kernel';

/** What an announcement sets going (R61, R63, R73). */
export interface AwardDates {
  /** Until when the result can be challenged. */
  readonly objectionUntil: Instant;
  /** Before this nothing is signed; only where the jurisdiction keeps an objection window of its own. */
  readonly signFrom?: Instant;
  /** The contract is due. */
  readonly signUntil: Instant;
}

/**
 * Nationally the result is announced for one working day and can be challenged for seven more (R61, R73, T9); a local window
 * stands in their place and holds the signing too.
 */
export function awardDates(profile: Profile, announcedOn: LocalDate): AwardDates {
  const until = (from: LocalDate, period: Period): LocalDate => deadline({ from, ...period }, chinaCalendar).due;
  const window = profile.get('award.objection_window');
  const objection = window
    ? until(announcedOn, window)
    : until(until(announcedOn, profile.get('award.announcement_days')), profile.get('challenge.file_days'));
  return {
    objectionUntil: endOfDay(objection),
    ...(window ? { signFrom: endOfDay(objection) } : {}),
    signUntil: endOfDay(until(announcedOn, profile.get('award.sign_days'))),
  };
}
