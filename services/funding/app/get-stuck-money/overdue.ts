import { chinaCalendar, deadline, profileFor } from '@goufu/jurisdiction';
import { daysBetween, endOfDay, localDateOf, type Instant, type LocalDate } from '@goufu/kernel';

/** Calendar days in China since something began to wait. */
export const daysWaited = (since: Instant, now: Instant): number => daysBetween(localDateOf(since), localDateOf(now));

/** Whether it waits longer than the profile lets money wait. */
export const isOverdue = (jurisdiction: string, since: Instant, now: Instant): boolean => now > endOfDay(lastDayOf('pay.stuck_after', jurisdiction, since));

/** The last day on which what the treasury's books have in excess or lack is to be explained. */
export const explainedBy = (jurisdiction: string, since: Instant): LocalDate => lastDayOf('reconcile.explain_within', jurisdiction, since);

function lastDayOf(period: 'pay.stuck_after' | 'reconcile.explain_within', jurisdiction: string, since: Instant): LocalDate {
  const from = localDateOf(since);
  return deadline({ from, ...profileFor(jurisdiction, from).get(period) }, chinaCalendar).due;
}
