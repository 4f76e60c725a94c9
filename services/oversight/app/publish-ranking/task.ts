import { chinaCalendar, deadline } from '@goufu/jurisdiction';
import { endOfDay, type Instant } from '@goufu/kernel';
import type { Cause, Tx } from '@goufu/persistence';
import { scheduleTask } from '@goufu/tasks';
import { lastDayOf, type Period } from '../../domain/ranking/period.js';
import { profileOf } from '../rank-agencies/rules-of.js';

/** Kind of the task that publishes the final tables of a jurisdiction and period. */
export const PUBLISH_RANKING = 'publish-ranking';

export interface PublishRanking {
  readonly jurisdiction: string;
  readonly period: Period;
}

/** Last moment of the profile's days after the period (`ranking.publish_days`), so that what was final by its end has come in. */
function publicationDue({ jurisdiction, period }: PublishRanking): Instant {
  const { due } = deadline({ ...profileOf(jurisdiction, period).get('ranking.publish_days'), from: lastDayOf(period) }, chinaCalendar);
  return endOfDay(due);
}

/** The first fact of a table sets the day of its publication. */
export async function schedulePublication(tx: Tx, { jurisdiction, period }: PublishRanking, causedBy: Cause): Promise<void> {
  const payload = { jurisdiction, period };
  scheduleTask<PublishRanking>(tx, { kind: PUBLISH_RANKING, key: `${jurisdiction}/${period}`, dueAt: publicationDue(payload), payload, causedBy });
}
