import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';

export function Loading() {
  const { t } = useTranslation();
  return <div className="page" role="status" aria-label={t('common.loading')}><Skeleton active={false} paragraph={{ rows: 6 }} /></div>;
}
