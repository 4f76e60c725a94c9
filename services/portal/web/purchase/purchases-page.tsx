import { useTranslation } from 'react-i18next';
import { useLive } from '../api/use-live.js';
import { Panel } from '../parts/panel.js';
import { PurchaseList } from './purchase-list.js';

export default function PurchasesPage() {
  const { t } = useTranslation();
  useLive();
  return <div className="page"><h1>{t('nav.purchases')}</h1><Panel title={t('purchase.all')}><PurchaseList limit={100} /></Panel></div>;
}
