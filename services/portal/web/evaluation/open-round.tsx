import { openEvaluationRound, type CallInput } from '@goufu/contracts';
import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/use-route.js';
import { ProblemAlert } from '../parts/problem-alert.js';

type Nomination = CallInput<typeof openEvaluationRound>['body']['panel'][number];

interface Filled {
  readonly due: string;
  readonly panel: Nomination[];
}

const PARTIES = ['third-party', 'purchaser', 'supervisor', 'recipient'] as const;
const END_OF_DAY = 'T15:59:59.999Z';

/** The purchaser opens a ready round: who evaluates, and until when. */
export function OpenRound({ roundId }: { readonly roundId: string }) {
  const { t } = useTranslation();
  const open = useCommand('evaluation', openEvaluationRound);
  const needed = [{ required: true, message: t('common.needed') }];
  const send = ({ due, panel }: Filled): void => open.mutate({ params: { roundId }, body: { due: `${due}${END_OF_DAY}`, panel } });
  return (
    <Form<Filled> layout="vertical" onFinish={send} initialValues={{ panel: [{ party: 'third-party' }] }}>
      <Form.List name="panel">
        {(fields, { add, remove }) => (
          <>
            {fields.map(({ key, name }) => (
              <div key={key} className="actions">
                <Form.Item name={[name, 'evaluatorId']} label={t('evaluation.evaluatorId')} rules={needed}><Input maxLength={64} /></Form.Item>
                <Form.Item name={[name, 'orgId']} label={t('evaluation.orgId')} rules={needed}><Input maxLength={64} /></Form.Item>
                <Form.Item name={[name, 'party']} label={t('evaluation.party')} rules={needed}><Select options={PARTIES.map((value) => ({ value, label: t(`party.${value}`) }))} style={{ minWidth: 140 }} /></Form.Item>
                <Button onClick={() => remove(name)}>{t('common.remove')}</Button>
              </div>
            ))}
            <Form.Item><Button onClick={() => add({ party: 'third-party' })}>{t('evaluation.addMember')}</Button></Form.Item>
          </>
        )}
      </Form.List>
      <Form.Item name="due" label={t('common.until')} rules={needed}><Input type="date" style={{ maxWidth: 220 }} /></Form.Item>
      <ProblemAlert error={open.error} />
      <Button type="primary" htmlType="submit" loading={open.isPending}>{t('todo.open-round')}</Button>
    </Form>
  );
}
