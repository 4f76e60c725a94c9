import type { getPurchaseTimeline, ResponseOf } from '@goufu/contracts';
import { useTranslation } from 'react-i18next';
import { moment, yuan } from '../format.js';
import { language } from '../i18n.js';

interface TimelineProps {
  readonly lines: ResponseOf<typeof getPurchaseTimeline>['lines'];
  /** Ids of the facts that landed while the page was open. */
  readonly landed: readonly string[];
}

/** Every fact of the purchase, the latest first; those that landed while somebody looked on are marked. */
export function Timeline({ lines, landed }: TimelineProps) {
  const { t } = useTranslation();
  if (lines.length === 0) return <p className="empty">{t('timeline.none')}</p>;
  return (
    <ol className="timeline" aria-live="polite" aria-relevant="additions">
      {lines.toReversed().map((line) => (
        <li key={line.factId} className={landed.includes(line.factId) ? 'new' : ''} data-fact={line.type}>
          <div>{line[language()]}{line.amountFen && <strong> {yuan(line.amountFen)}</strong>}</div>
          <div className="when">{moment(line.at)} · {t(`role.${line.by}`)}</div>
        </li>
      ))}
    </ol>
  );
}
