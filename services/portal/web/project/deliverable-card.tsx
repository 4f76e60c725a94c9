import { acceptDeliverable, returnDeliverable } from '@goufu/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { useHasRole } from '../api/session.js';
import { useCommand } from '../api/use-route.js';
import { bytes, moment } from '../format.js';
import { Confirm } from '../parts/confirm.js';
import type { Project } from './project-page.js';
import { UploadDeliverable } from './upload-deliverable.js';

export type Deliverable = Project['milestones'][number]['deliverables'][number];

/** A deliverable with its versions; the agency hands in, the purchaser accepts or returns with reasons. */
export function DeliverableCard({ deliverable }: { readonly deliverable: Deliverable }) {
  const { t } = useTranslation();
  const agency = useHasRole('agency');
  const { deliverableId, nameZh, status, versions } = deliverable;
  return (
    <article className="deliverable" id={deliverableId}>
      <div className="tranche-head"><strong>{nameZh}</strong><Tag>{t(`deliverableStatus.${status}`)}</Tag></div>
      {versions.map(({ version, file, reasons, status: decided }) => (
        <div key={version}>
          <a href={`/api/projects/project-files/${file.fileId}`}>{file.fileName}</a> <small>{t('deliverable.version', { version, size: bytes(file.sizeBytes), at: moment(file.uploadedAt) })}</small>
          <div className="hash">SHA-256 {file.sha256}</div>
          {decided === 'returned' && <div role="note">{t('deliverable.returned', { reasons: reasons.join(' ') })}</div>}
        </div>
      ))}
      <Decision deliverable={deliverable} />
      {agency && (status === 'awaited' || status === 'returned') && <UploadDeliverable deliverableId={deliverableId} nameZh={nameZh} />}
    </article>
  );
}

function Decision({ deliverable: { deliverableId, version, nameZh, status } }: { readonly deliverable: Deliverable }) {
  const { t } = useTranslation();
  const purchaser = useHasRole('purchaser');
  const accept = useCommand('projects', acceptDeliverable);
  const giveBack = useCommand('projects', returnDeliverable);
  const params = { deliverableId, version };
  if (!purchaser || status !== 'submitted') return null;
  return (
    <div className="actions">
      <Confirm label={t('deliverable.accept')} kind="primary" question={t('deliverable.question', { name: nameZh, version })} act={() => accept.mutateAsync({ params })} />
      <Confirm label={t('common.return')} danger question={t('common.returnQuestion')} reason={t('common.reason')} act={(reason) => giveBack.mutateAsync({ params, body: { reasons: [reason] } })} />
    </div>
  );
}
