import { formatYuan, parseFen } from '@goufu/kernel';
import type { listStuckMoney, ResponseOf } from '@goufu/contracts';
import { Radio, Switch, Tag } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { day, yuan } from '../format.js';
import { useConditionText } from '../parts/condition-text.js';
import { DataTable } from '../parts/data-table.js';
import { Panel } from '../parts/panel.js';
import { Rule } from '../parts/rule.js';
import { useWho } from '../parts/use-who.js';
import { StuckActions } from './stuck-actions.js';

export type StuckAmount = ResponseOf<typeof listStuckMoney>['items'][number];

/** The amounts that wait, by whom they wait on, the oldest first. */
export function StuckMoney({ amounts }: { readonly amounts: readonly StuckAmount[] }) {
  const { t } = useTranslation();
  const [owner, setOwner] = useState('all');
  const [late, setLate] = useState(false);
  const label = useId();
  const owners = [...new Set(amounts.map((amount) => amount.owner))];
  const shown = amounts.filter((amount) => (owner === 'all' || amount.owner === owner) && (!late || amount.overdue));
  return (
    <Panel title={t('stuck.title')} extra={<strong>{t('stuck.sum', { count: shown.length, amount: sumOf(shown) })}</strong>}>
      <div className="actions">
        <Radio.Group value={owner} onChange={({ target }) => setOwner(String(target.value))} aria-label={t('stuck.owner')}>
          <Radio.Button value="all">{t('common.all')} {amounts.length}</Radio.Button>
          {owners.map((one) => <Radio.Button key={one} value={one}>{t(`role.${one}`)} {amounts.filter((amount) => amount.owner === one).length}</Radio.Button>)}
        </Radio.Group>
        <span><Switch checked={late} onChange={setLate} aria-labelledby={label} /> <span id={label}>{t('stuck.onlyOverdue')} {amounts.filter(({ overdue }) => overdue).length}</span></span>
      </div>
      <Table rows={shown} />
    </Panel>
  );
}

const sumOf = (amounts: readonly StuckAmount[]): string => `¥${formatYuan(amounts.reduce((sum, { amountFen }) => sum + parseFen(amountFen ?? '0'), 0n))}`;

function Table({ rows }: { readonly rows: readonly StuckAmount[] }) {
  const { t } = useTranslation();
  const who = useWho();
  return (
    <DataTable
      caption={t('stuck.title')}
      rows={rows}
      rowKey={({ subjectId, stage }) => subjectId + stage}
      empty={t('stuck.none')}
      columns={[
        { title: t('home.subject'), show: (amount) => <Subject amount={amount} /> },
        { title: t('stuck.stage'), show: ({ stage }) => t(`moneyStage.${stage}`) },
        { title: t('stuck.waitingFor'), show: (amount) => <Missing amount={amount} /> },
        { title: t('stuck.owner'), show: ({ owner, assignment }) => <span>{t(`role.${owner}`)}{assignment && <small>{t('stuck.inHand', { assignee: who(assignment.assignee), note: assignment.note })}</small>}</span> },
        { title: t('common.since'), day: true, show: ({ since, days }) => <span>{day(since)}<small>{t('stuck.days', { count: days })}</small></span> },
        { title: t('common.until'), day: true, show: ({ payBy }) => (payBy ? day(payBy) : '—') },
        { title: t('common.amount'), number: true, show: ({ amountFen }) => (amountFen === undefined ? '—' : yuan(amountFen)) },
        { title: t('stuck.next'), show: (amount) => <StuckActions amount={amount} /> },
      ]}
    />
  );
}

function Subject({ amount: { purchaseId, titleZh, overdue } }: { readonly amount: StuckAmount }) {
  const { t } = useTranslation();
  return <span>{purchaseId ? <Link to={`/purchases/${purchaseId}`}>{titleZh}</Link> : titleZh}{overdue && <> <Tag color="red">{t('stuck.overdue')}</Tag></>}</span>;
}

/** What it lacks, or why the treasury did not pay it, or what is wrong with a file. */
function Missing({ amount: { waitingFor, fault, stage } }: { readonly amount: StuckAmount }) {
  const { t } = useTranslation();
  const condition = useConditionText();
  if (fault !== undefined) return stage === 'refused-file' ? <small>{fault}</small> : <span>{t('stuck.refused', { reason: t(`reasonCode.${fault}`, '') })}<span className="rule">{fault}</span></span>;
  if (waitingFor.length === 0) return '—';
  return <span>{waitingFor.map(({ condition: kind, of, rule, lacksFen }) => <span key={kind + (of ?? '')}>{lacksFen === undefined ? condition(kind, of) : t('condition.lacks', { condition: condition(kind), fen: yuan(lacksFen) })}<Rule number={rule} /> </span>)}</span>;
}
