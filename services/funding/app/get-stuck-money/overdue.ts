import { chinaCalendar, deadline, profileFor } from '@goufu/jurisdiction';
import { daysBetween, endOfDay, localDateOf, type Instant } from '@goufu/kernel';

/** Calendar days in China since something began to wait. */
export const daysWaited = (since: Instant, now: Instant): number => daysBetween(localDateOf(since), localDateOf(now));

/** Whether it waits longer than the profile lets money wait. */
export function isOverdue(jurisdiction: string, since: Instant, now: Instant): boolean {
  const from = localDateOf(since);
  return now > endOfDay(deadline({ from, ...profileFor(jurisdiction, from).get('pay.stuck_after') }, chinaCalendar).due);
}
