import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { signIn } from '../api/services.js';
import { usePerson } from '../api/session.js';
import { useLive } from '../api/use-live.js';
import { day, yuan } from '../format.js';
import { DataTable, type Column } from '../parts/data-table.js';
import { Loading } from '../parts/loading.js';
import { Panel } from '../parts/panel.js';
import { ProblemAlert } from '../parts/problem-alert.js';
import { PurchaseList } from '../purchase/purchase-list.js';
import { useWaiting, type Waiting } from './use-waiting.js';

/** The first page: what waits for this person, and below it the purchases that they have to do with. */
export default function HomePage() {
  return usePerson() ? <Desk /> : <Welcome />;
}

function Desk() {
  const { t } = useTranslation();
  const person = usePerson();
  const { items, errors, loading } = useWaiting();
  useLive();
  if (loading) return <Loading />;
  return (
    <div className="page">
      <div><h1>{t('home.title', { name: person?.label })}</h1><p className="lead">{t('home.count', { count: items.length })}</p></div>
      {errors.map((error) => <ProblemAlert key={error.message} error={error} />)}
      <Panel title={t('home.waiting')}><WaitingTable items={items} /></Panel>
      <Panel title={t('nav.purchases')} extra={<Link to="/purchases">{t('common.all')}</Link>}><PurchaseList limit={8} /></Panel>
    </div>
  );
}

function WaitingTable({ items }: { readonly items: readonly Waiting[] }) {
  const { t } = useTranslation();
  const columns: Column<Waiting>[] = [
    { title: t('home.next'), show: ({ todo, href }) => <Link to={href}>{todo}</Link> },
    { title: t('home.subject'), show: ({ title, note }) => <span>{title}{note && <small>{note}</small>}</span> },
    { title: t('common.since'), day: true, show: ({ since }) => (since ? day(since) : '—') },
    { title: t('common.until'), day: true, show: ({ until }) => (until ? day(until) : '—') },
    { title: t('common.amount'), number: true, show: ({ amountFen }) => (amountFen ? yuan(amountFen) : '—') },
  ];
  return <DataTable caption={t('home.waiting')} columns={columns} rows={items} rowKey={({ key }) => key} empty={t('home.nothing')} />;
}

function Welcome() {
  const { t } = useTranslation();
  const outcome = new URLSearchParams(location.search).get('sign-in');
  return (
    <div className="page">
      <div className="hero center">
        <h1>{t('brand.long')}</h1>
        <p className="lead">{t('home.welcome')}</p>
        {outcome && <p role="alert">{t(outcome === 'expired' ? 'home.expired' : 'home.refused')}</p>}
        <div className="actions"><Button type="primary" size="large" onClick={signIn}>{t('nav.signIn')}</Button><Link to="/ranking">{t('home.ranking')}</Link></div>
      </div>
    </div>
  );
}
