import { submitDeliverable, problem, ProblemError } from '@goufu/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { Progress, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../parts/problem-alert.js';

interface UploadDeliverableProps {
  readonly deliverableId: string;
  readonly nameZh: string;
}

/** Where the agency drops a file or picks one; its progress is shown, and a refusal stays at the field. */
export function UploadDeliverable({ deliverableId, nameZh }: UploadDeliverableProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [percent, setPercent] = useState<number>();
  const [error, setError] = useState<Error>();
  const handIn = async (file: File): Promise<void> => {
    setError(undefined);
    setPercent(0);
    await send(`/api/projects${submitDeliverable.path.replace(':deliverableId', deliverableId)}`, file, setPercent)
      .then(() => client.invalidateQueries(), (reason: unknown) => setError(reason instanceof Error ? reason : new Error(String(reason))))
      .finally(() => setPercent(undefined));
  };
  /** The file goes our way, with its refusal at the field; antd's own request would hide why. */
  const take = (file: File): false => {
    void handIn(file);
    return false;
  };
  return (
    <div className="stack">
      <Upload.Dragger showUploadList={false} multiple={false} disabled={percent !== undefined} aria-label={t('deliverable.upload', { name: nameZh })} beforeUpload={take}>
        <p>{t('deliverable.drop')}</p>
        <p className="soft">{t('deliverable.kinds')}</p>
      </Upload.Dragger>
      {percent !== undefined && <Progress percent={percent} aria-label={t('deliverable.progress')} />}
      <ProblemAlert error={error} />
    </div>
  );
}

/** `fetch` tells nothing of how far an upload is; this older way does. */
function send(address: string, file: File, progress: (percent: number) => void): Promise<void> {
  const form = new FormData();
  form.append('file', file);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    request.setRequestHeader('x-goufu-portal', '1');
    request.setRequestHeader('idempotency-key', crypto.randomUUID());
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(Math.floor((loaded / total) * 100)));
    request.addEventListener('error', () => reject(new Error('the connection broke')));
    request.addEventListener('load', () => (request.status < 300 ? resolve() : reject(refusalOf(request.responseText))));
    request.send(form);
  });
}

function refusalOf(answer: string): Error {
  try {
    return new ProblemError(problem.parse(JSON.parse(answer)));
  } catch (cause) {
    return new Error('the server answered without saying why', { cause });
  }
}
