import { declareInterest } from '@goufu/contracts';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/use-route.js';
import { Confirm } from '../parts/confirm.js';

/** Nobody scores before saying that there is no interest in the agency (R110). */
export function Interest({ roundId, agency }: { readonly roundId: string; readonly agency: string }) {
  const { t } = useTranslation();
  const declare = useCommand('evaluation', declareInterest);
  const params = { roundId };
  return (
    <div className="actions">
      <Confirm label={t('interest.declareNone')} kind="primary" question={t('interest.question', { agency })} act={() => declare.mutateAsync({ params, body: { declaration: 'none' } })} />
      <Confirm label={t('interest.recuse')} danger question={t('interest.recuseQuestion')} reason={t('common.reason')} act={(ground) => declare.mutateAsync({ params, body: { declaration: 'recused', ground } })} />
    </div>
  );
}
