import { listBudgetLines } from '@goufu/contracts';
import { Button } from 'antd';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, Outlet } from 'react-router';
import { usePerson } from './api/session.js';
import { mayCall, signIn, signOut } from './api/services.js';
import { language, speak } from './i18n.js';
import { Loading } from './parts/loading.js';

const MONEY_ROLES = ['finance-officer', 'finance-approver', 'finance-leader', 'purchaser', 'contract-approver', 'auditor', 'operator', 'agency'];

/** What every page stands in: name, ways, who is signed in. */
export function Shell() {
  const { t } = useTranslation();
  const person = usePerson();
  const ways = [
    ...(person ? [{ to: '/', label: t('nav.home') }, { to: '/purchases', label: t('nav.purchases') }] : []),
    ...(mayCall(listBudgetLines, person) ? [{ to: '/budget', label: t('nav.budget') }] : []),
    ...(person?.roles.some((role) => MONEY_ROLES.includes(role)) ? [{ to: '/money', label: t('nav.money') }, { to: '/stuck', label: t('nav.stuck') }] : []),
    { to: '/ranking', label: t('nav.ranking') },
  ];
  return (
    <>
      <a className="skip" href="#content">{t('nav.skip')}</a>
      <header className="masthead">
        <div className="masthead-inner">
          <NavLink to="/" className="brand"><strong>{t('brand.short')}</strong><span>{t('brand.long')}</span></NavLink>
          <nav aria-label={t('nav.label')}>
            {ways.map(({ to, label }) => <NavLink key={to} to={to} end={to === '/'}>{label}</NavLink>)}
          </nav>
          <div className="who">
            {person && <span className="who-name"><strong>{person.label}</strong><small>{person.orgName}</small></span>}
            <Button type="text" lang={language() === 'zh' ? 'en' : 'zh-CN'} onClick={() => void speak(language() === 'zh' ? 'en' : 'zh')}>{t('nav.otherLanguage')}</Button>
            {person ? <Button type="text" onClick={() => void signOut()}>{t('nav.signOut')}</Button> : <Button onClick={signIn}>{t('nav.signIn')}</Button>}
          </div>
        </div>
      </header>
      <main id="content" tabIndex={-1}>
        <Suspense fallback={<Loading />}><Outlet /></Suspense>
      </main>
    </>
  );
}
