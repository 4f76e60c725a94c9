import { listStuckMoney } from '@goufu/contracts';
import { useTranslation } from 'react-i18next';
import { mayCall } from '../api/services.js';
import { usePerson } from '../api/session.js';
import { useLive } from '../api/use-live.js';
import { useRoute } from '../api/use-route.js';
import { ProblemAlert } from '../parts/problem-alert.js';
import { Breaks } from './breaks.js';
import { HeldRecords } from './held-records.js';
import { StuckMoney } from './stuck-money.js';
import { Assignments } from './assignments.js';
import { Suspense } from './suspense.js';

/** Every amount that waits, on whom, and what can safely be done; beside it what the books and the messages hold back. */
export default function StuckPage() {
  const { t } = useTranslation();
  const person = usePerson();
  const allowed = mayCall(listStuckMoney, person);
  const { data, error } = useRoute('funding', listStuckMoney, {}, allowed);
  useLive(undefined, person !== null);
  return (
    <div className="page">
      <div><h1>{t('nav.stuck')}</h1><p className="lead">{t('stuck.lead')}</p></div>
      <ProblemAlert error={error} />
      <StuckMoney amounts={data?.items ?? []} />
      <Suspense />
      <Assignments />
      <Breaks />
      <HeldRecords />
    </div>
  );
}
