import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

export default function NotFoundPage() {
  const { t } = useTranslation();
  return <div className="page"><h1>{t('common.notFound')}</h1><Link to="/">{t('common.backHome')}</Link></div>;
}
