import type { PurchaseStage } from '@goufu/contracts';
import { useTranslation } from 'react-i18next';

/** The ways of an ordinary purchase, in order. */
const WAY = ['planned', 'budgeted', 'tendering', 'opened', 'awarded', 'contracted', 'performing', 'accepted', 'closed'] as const satisfies readonly PurchaseStage[];

/** How far the purchase has come; one that left the way shows where it ended. */
export function StageSteps({ stage }: { readonly stage: PurchaseStage }) {
  const { t } = useTranslation();
  const now = WAY.findIndex((each) => each === stage);
  if (now < 0) return <p role="status"><strong>{t(`stage.${stage}`)}</strong></p>;
  return (
    <ol className="steps" aria-label={t('purchase.progress')}>
      {WAY.map((each, index) => (
        <li key={each} className={index < now ? 'done' : index === now ? 'now' : ''} aria-current={index === now ? 'step' : undefined}><i aria-hidden="true" />{t(`stage.${each}`)}</li>
      ))}
    </ol>
  );
}
