import { listBudgetLines, listLineTransfers, openBudgetLine, previewYearClosing, type ResponseOf } from '@goufu/contracts';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { mayCall } from '../api/services.js';
import { usePerson } from '../api/session.js';
import { useLive } from '../api/use-live.js';
import { useRoute } from '../api/use-route.js';
import { Loading } from '../parts/loading.js';
import { ProblemAlert } from '../parts/problem-alert.js';
import { BudgetLines } from './budget-lines.js';
import { LineTransfers } from './line-transfers.js';
import { YearEnd } from './year-end.js';

export type BudgetLine = ResponseOf<typeof listBudgetLines>['items'][number];

/** The budget of one fiscal year: what stands where on each line, what is moved between lines, and how the year ends. */
export default function BudgetPage() {
  const { t } = useTranslation();
  const person = usePerson();
  const allowed = mayCall(listBudgetLines, person);
  const { data, error, isLoading } = useRoute('funding', listBudgetLines, {}, allowed);
  const [chosen, choose] = useSearchParams();
  const field = useId();
  useLive(undefined, person !== null);
  if (isLoading) return <Loading />;
  const { items = [], thisYear = 0 } = data ?? {};
  const year = Number(chosen.get('year')) || latestWithLines(items, thisYear);
  const years = [...new Set([thisYear, year, ...items.map((line) => line.year)])].toSorted((a, b) => b - a);
  const lines = items.filter((line) => line.year === year);
  return (
    <div className="page">
      <div className="page-head">
        <div><h1>{t('budget.title', { year })}</h1><p className="lead">{t('budget.lead')}</p></div>
        <div className="soft"><label htmlFor={field}>{t('line.year')}</label> <select id={field} value={year} onChange={({ target }) => choose({ year: target.value })}>{years.map((one) => <option key={one}>{one}</option>)}</select></div>
      </div>
      <ProblemAlert error={error} />
      {data && <BudgetLines lines={lines} year={year} opens={mayCall(openBudgetLine, person)} />}
      {data && mayCall(listLineTransfers, person) && <LineTransfers lines={lines} year={year} />}
      {data && mayCall(previewYearClosing, person) && <YearEnd year={year} />}
    </div>
  );
}

/** This year, or the latest before it that has a budget. */
function latestWithLines(lines: readonly BudgetLine[], thisYear: number): number {
  const years = lines.map(({ year }) => year).filter((year) => year <= thisYear);
  return years.length === 0 ? thisYear : Math.max(...years);
}
