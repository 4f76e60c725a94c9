import { ProblemError } from '@goufu/contracts';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { language } from '../i18n.js';
import { Rule } from './rule.js';

/** Why something was refused, in the words of the service, with its rule and the fields at fault. */
export function ProblemAlert({ error }: { readonly error: Error | null | undefined }) {
  const { t } = useTranslation();
  if (!error) return null;
  if (!(error instanceof ProblemError)) return <Alert type="error" showIcon role="alert" title={t('problem.unreachable')} />;
  const { messages, rule, errors = [], traceId } = error.problem;
  const fields = errors.map((each) => <li key={`${each.field}${each.en}`}><code>{each.field}</code> {each[language()]}</li>);
  return (
    <Alert
      type="error"
      showIcon
      role="alert"
      title={<>{messages[language()]}{rule && <Rule number={rule} />}</>}
      description={fields.length > 0 || traceId ? <>{fields.length > 0 && <ul>{fields}</ul>}{traceId && <small>{t('problem.trace', { traceId })}</small>}</> : undefined}
    />
  );
}
