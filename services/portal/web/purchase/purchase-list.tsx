import { listPurchaseStories } from '@goufu/contracts';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRoute } from '../api/use-route.js';
import { day, yuan } from '../format.js';
import { DataTable } from '../parts/data-table.js';
import { Loading } from '../parts/loading.js';
import { ProblemAlert } from '../parts/problem-alert.js';

/** Purchases that this person may see, with where they stand and since when. */
export function PurchaseList({ limit }: { readonly limit: number }) {
  const { t } = useTranslation();
  const { data, error } = useRoute('oversight', listPurchaseStories, { query: { limit } });
  if (error) return <ProblemAlert error={error} />;
  if (!data) return <Loading />;
  return (
    <DataTable
      caption={t('nav.purchases')}
      rows={data.items}
      rowKey={({ purchaseId }) => purchaseId}
      empty={t('purchase.none')}
      columns={[
        { title: t('purchase.title'), show: ({ purchaseId, title, purchaser }) => <span><Link to={`/purchases/${purchaseId}`}>{title ?? t('purchase.untitled')}</Link><small>{purchaser?.nameZh}</small></span> },
        { title: t('purchase.agency'), show: ({ agency }) => agency?.nameZh ?? '—' },
        { title: t('purchase.stage'), show: ({ stage }) => t(`stage.${stage}`) },
        { title: t('common.since'), day: true, show: ({ since }) => day(since) },
        { title: t('purchase.price'), number: true, show: ({ priceFen }) => (priceFen ? yuan(priceFen) : '—') },
      ]}
    />
  );
}
