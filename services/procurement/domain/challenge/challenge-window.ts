import { chinaCalendar, deadline, type Profile } from '@goufu/jurisdiction';
import { endOfDay, localDateOf, type Instant } from '@goufu/kernel';
import type { ChallengeStage, ChallengeWindow } from './challenge.commands.js';

/** When the steps of a tender were over. */
export interface TenderSteps {
  readonly publishedAt: Instant;
  readonly documentsUntil: Instant;
  readonly evaluatedAt?: Instant | undefined;
  readonly announcedAt?: Instant | undefined;
  readonly objectionUntil?: Instant | undefined;
}

/** Seven working days: from the end of the documents period, of the evaluation, of the result's announcement (R73). */
export function challengeWindow(stage: ChallengeStage, steps: TenderSteps, profile: Profile): ChallengeWindow {
  const days = profile.get('challenge.file_days');
  const after = (step: Instant): Instant => endOfDay(deadline({ from: localDateOf(step), ...days }, chinaCalendar).due);
  switch (stage) {
    case 'documents':
      return { from: steps.publishedAt, until: after(steps.documentsUntil) };
    case 'process':
      return steps.evaluatedAt === undefined ? {} : { from: steps.evaluatedAt, until: after(steps.evaluatedAt) };
    case 'result':
      return { from: steps.announcedAt, until: steps.objectionUntil };
  }
}
