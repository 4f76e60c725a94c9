import { listArrears } from '@goufu/contracts';
import { Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRoute } from '../api/use-route.js';
import { day, yuan } from '../format.js';
import { DataTable } from '../parts/data-table.js';
import { Panel } from '../parts/panel.js';
import { ProblemAlert } from '../parts/problem-alert.js';
import { Rule } from '../parts/rule.js';

/** What was paid late or not at all in a year, and what it costs: the data of the yearly publication (R120). */
export function Arrears() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<number>();
  const { data, error } = useRoute('funding', listArrears, { query: chosen === undefined ? {} : { year: chosen } });
  if (!data) return <ProblemAlert error={error} />;
  const { year, thisYear } = data;
  return (
    <Panel
      title={t('arrears.title', { year })}
      extra={<label>{t('arrears.year')} <select value={year} onChange={({ target }) => setChosen(Number(target.value))}>{[0, 1, 2].map((back) => <option key={back}>{thisYear - back}</option>)}</select></label>}
    >
      <ProblemAlert error={error} />
      {data.items.length > 0 && <p className="lead">{t('arrears.lead', { asOf: day(data.asOf), contracts: data.contracts, unpaid: yuan(data.unpaidFen), interest: yuan(data.interestFen), publishBy: day(data.publishBy) })} <Rule number="R120" /></p>}
      <DataTable
        caption={t('arrears.title', { year })}
        rows={data.items}
        rowKey={({ orderId }) => orderId}
        empty={t('arrears.none')}
        columns={[
          { title: t('home.subject'), show: ({ purchaseId, titleZh, trancheNo, agency, small }) => <span><Link to={`/purchases/${purchaseId}`}>{titleZh}</Link>{small && <> <Tag>{t('arrears.small')}</Tag></>}<small>{t('tranche.no', { no: trancheNo })} · {agency.nameZh}</small></span> },
          { title: t('order.payBy'), day: true, show: ({ payBy }) => day(payBy) },
          { title: t('arrears.settledOn'), day: true, show: ({ settledOn, lateDays }) => <span>{settledOn ? day(settledOn) : t('arrears.unpaid')}<small>{t('late.days', { days: lateDays })}</small></span> },
          { title: t('late.interest'), number: true, show: ({ interestFen }) => yuan(interestFen) },
          { title: t('common.amount'), number: true, show: ({ amountFen }) => yuan(amountFen) },
        ]}
      />
    </Panel>
  );
}
