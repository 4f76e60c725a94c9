import { useTranslation } from 'react-i18next';

/** Met or not: by sign, by colour, and in words for those who see neither. */
export function Tick({ met }: { readonly met: boolean }) {
  const { t } = useTranslation();
  return <span className={met ? 'tick met' : 'tick'} role="img" aria-label={met ? t('condition.met') : t('condition.unmet')}>{met ? '✓' : '✗'}</span>;
}
