import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { App as AntApp, ConfigProvider } from 'antd';
import enGB from 'antd/locale/en_GB';
import zhCN from 'antd/locale/zh_CN';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { whoIsSignedIn } from './api/services.js';
import { PersonContext } from './api/session.js';
import { queryClient } from './api/use-route.js';
import { language } from './i18n.js';
import { Loading } from './parts/loading.js';
import { Shell } from './shell.js';
import { theme } from './theme.js';

/** Each page is a file of its own to the browser, fetched when it is opened. */
const HomePage = lazy(() => import('./home/home-page.js'));
const PurchasesPage = lazy(() => import('./purchase/purchases-page.js'));
const PurchasePage = lazy(() => import('./purchase/purchase-page.js'));
const PaymentOrderPage = lazy(() => import('./payment-order/payment-order-page.js'));
const ClawbackPage = lazy(() => import('./clawback/clawback-page.js'));
const ProjectPage = lazy(() => import('./project/project-page.js'));
const EvaluationPage = lazy(() => import('./evaluation/evaluation-page.js'));
const MoneyPage = lazy(() => import('./money/money-page.js'));
const BudgetPage = lazy(() => import('./budget/budget-page.js'));
const StuckPage = lazy(() => import('./stuck/stuck-page.js'));
const RankingPage = lazy(() => import('./ranking/ranking-page.js'));
const NotFoundPage = lazy(() => import('./parts/not-found-page.js'));

const router = createBrowserRouter([
  {
    Component: Shell,
    children: [
      { index: true, Component: HomePage },
      { path: 'purchases', Component: PurchasesPage },
      { path: 'purchases/:purchaseId', Component: PurchasePage },
      { path: 'payment-orders/:orderId', Component: PaymentOrderPage },
      { path: 'clawbacks/:caseId', Component: ClawbackPage },
      { path: 'projects/:projectId', Component: ProjectPage },
      { path: 'evaluations/:roundId', Component: EvaluationPage },
      { path: 'money', Component: MoneyPage },
      { path: 'budget', Component: BudgetPage },
      { path: 'stuck', Component: StuckPage },
      { path: 'ranking', Component: RankingPage },
      { path: '*', Component: NotFoundPage },
    ],
  },
]);

/** The nonce that the server gave this page: antd's styles carry it, others are not applied. */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce;

export function App() {
  useTranslation();
  return (
    <ConfigProvider theme={theme} locale={language() === 'zh' ? zhCN : enGB} csp={nonce ? { nonce } : {}} button={{ autoInsertSpace: false }}>
      <AntApp>
        <QueryClientProvider client={queryClient}>
          <SignedIn />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}

function SignedIn() {
  const { data: person } = useQuery({ queryKey: ['session'], queryFn: whoIsSignedIn, staleTime: 60_000 });
  if (person === undefined) return <Loading />;
  return (
    <PersonContext value={person}>
      <Suspense fallback={<Loading />}>
        <RouterProvider router={router} />
      </Suspense>
    </PersonContext>
  );
}
