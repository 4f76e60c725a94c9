import { getMyScoreSheet, saveScoreSheet, signScoreSheet, type CallInput } from '@goufu/contracts';
import { Button, Form } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCommand, useRoute } from '../api/use-route.js';
import { points } from '../format.js';
import { language } from '../i18n.js';
import { Confirm } from '../parts/confirm.js';
import { Loading } from '../parts/loading.js';
import { Panel } from '../parts/panel.js';
import { ProblemAlert } from '../parts/problem-alert.js';
import type { Round } from './evaluation-page.js';
import { EntryFields } from './entry-fields.js';

type Template = Round['template']['content'];
type Indicator = Template['indicators'][number];
export type Leaf = Extract<Indicator, { scoring: unknown }>;
type Content = CallInput<typeof saveScoreSheet>['body'];

/** The evaluator's own sheet: nobody else sees it before all have signed, and a signed one never changes. */
export function ScoreSheet({ roundId, template }: { readonly roundId: string; readonly template: Template }) {
  const { t } = useTranslation();
  const params = { roundId };
  const { data: sheet, error } = useRoute('evaluation', getMyScoreSheet, { params });
  const save = useCommand('evaluation', saveScoreSheet);
  const sign = useCommand('evaluation', signScoreSheet);
  const [form] = Form.useForm<Content>();
  if (!sheet) return error ? <ProblemAlert error={error} /> : <Loading />;
  const signed = sheet.status === 'signed';
  const keep = async (): Promise<void> => {
    const { entries } = await form.validateFields();
    await save.mutateAsync({ params, body: { entries, vetoes: sheet.content.vetoes } });
  };
  return (
    <Panel title={t('sheet.title')} extra={<span className="soft">{t(`sheetStatus.${sheet.status}`)}</span>}>
      <Form form={form} layout="vertical" initialValues={{ entries: sheet.content.entries }} disabled={signed}>
        {leavesOf(template.indicators).map((leaf) => (
          <fieldset key={leaf.code} className="indicator" style={{ border: 0, margin: 0 }}>
            <legend><strong>{leaf[language()]}</strong> <small>{t('sheet.worth', { points: points(leaf.pointsBp) })}</small></legend>
            {leaf.evidence.length > 0 && <small>{t('sheet.evidence', { evidence: leaf.evidence.join(t('common.comma')) })}</small>}
            <EntryFields leaf={leaf} />
          </fieldset>
        ))}
        <ProblemAlert error={save.error} />
        {!signed && (
          <div className="actions">
            <Button onClick={() => void keep().catch(() => undefined)} loading={save.isPending}>{t('sheet.save')}</Button>
            <Confirm label={t('sheet.sign')} kind="primary" question={t('sheet.question')} act={async () => { await keep(); await sign.mutateAsync({ params }); }} />
          </div>
        )}
      </Form>
    </Panel>
  );
}

const leavesOf = (indicators: readonly Indicator[]): Leaf[] =>
  indicators.flatMap((indicator) => ('children' in indicator ? leavesOf(indicator.children) : [indicator]));
