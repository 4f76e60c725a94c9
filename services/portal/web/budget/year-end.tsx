import { closeBudgetYear, previewYearClosing, type ResponseOf } from '@goufu/contracts';
import { formatYuan, parseFen } from '@goufu/kernel';
import { Input, Tag } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayCall } from '../api/services.js';
import { usePerson } from '../api/session.js';
import { useCommand, useRoute } from '../api/use-route.js';
import { yuan } from '../format.js';
import { fenOf, YUAN } from '../parts/amount.js';
import { Confirm } from '../parts/confirm.js';
import { DataTable } from '../parts/data-table.js';
import { Panel } from '../parts/panel.js';
import { ProblemAlert } from '../parts/problem-alert.js';
import { Rule } from '../parts/rule.js';

type Preview = ResponseOf<typeof previewYearClosing>;
type YearEndLine = Preview['items'][number];
/** What somebody typed of what a line still needs, in yuan, by line. */
type Typed = Readonly<Record<string, string>>;

/** What becomes of each line when the year is closed: what is needed goes on for the same use, the rest lapses (R125). */
export function YearEnd({ year }: { readonly year: number }) {
  const { t } = useTranslation();
  const { data, error } = useRoute('funding', previewYearClosing, { params: { year } });
  if (!data || data.year !== year) return <ProblemAlert error={error} />;
  const { thisYear, surplus, items } = data;
  const lines = items.filter((line) => line.year === year || line.unspentFen !== '0');
  if (lines.length === 0) return null;
  return (
    <Panel title={t('yearEnd.title', { year })} extra={<Rule number="R125" />}>
      <div className="stack">
        <p className="lead">{t('yearEnd.rule', { years: surplus.afterYears })} <small>{t('yearEnd.source', { source: surplus.source })}</small></p>
        {year >= thisYear && <p className="empty">{t('yearEnd.running')}</p>}
        {year < thisYear - 1 && <p className="empty">{t('yearEnd.past', { year: thisYear - 1 })}</p>}
        <Closing year={year} lines={lines} open={year === thisYear - 1} />
      </div>
    </Panel>
  );
}

function Closing({ year, lines, open }: { readonly year: number; readonly lines: readonly YearEndLine[]; readonly open: boolean }) {
  const { t } = useTranslation();
  const person = usePerson();
  const command = useCommand('funding', closeBudgetYear);
  const [typed, setTyped] = useState<Typed>({});
  const closes = open && mayCall(closeBudgetYear, person);
  const due = lines.filter(isDue);
  const wrong = due.some((line) => neededOf(line, typed) === undefined);
  const carried = due.reduce((sum, line) => sum + (neededOf(line, typed) ?? 0n), 0n);
  const unspent = due.reduce((sum, line) => sum + parseFen(line.unspentFen), 0n);
  const wishes = due.map((line) => ({ lineId: line.lineId, revision: line.revision, neededFen: String(neededOf(line, typed) ?? 0n) }));
  return (
    <>
      <Lines year={year} lines={lines} typed={typed} onType={closes ? (lineId, text) => setTyped({ ...typed, [lineId]: text }) : undefined} />
      {closes && due.length > 0 && (
        <div className="actions">
          {wrong ? (
            <span role="alert">{t('yearEnd.wrong')}</span>
          ) : (
            <Confirm label={t('yearEnd.close', { year })} kind="primary" question={t('yearEnd.question', { next: year + 1, carried: `¥${formatYuan(carried)}`, lapsed: `¥${formatYuan(unspent - carried)}` })} act={() => command.mutateAsync({ params: { year }, body: { lines: wishes } })} />
          )}
        </div>
      )}
    </>
  );
}

interface LinesProps {
  readonly year: number;
  readonly lines: readonly YearEndLine[];
  readonly typed: Typed;
  /** There when this person may say how much of a line is still needed. */
  readonly onType: ((lineId: string, text: string) => void) | undefined;
}

function Lines({ year, lines, typed, onType }: LinesProps) {
  const { t } = useTranslation();
  return (
    <DataTable
      caption={t('yearEnd.title', { year })}
      rows={lines}
      rowKey={({ lineId }) => lineId}
      empty={t('line.none')}
      columns={[
        { title: t('line.name'), show: (line) => <Named line={line} /> },
        { title: t('yearEnd.bound'), number: true, show: ({ boundFen, inTransitFen }) => yuan(String(parseFen(boundFen) + parseFen(inTransitFen))) },
        { title: t('yearEnd.unspent'), number: true, show: ({ unspentFen }) => yuan(unspentFen) },
        { title: t('yearEnd.outlook'), show: (line) => <Outlook of={line} /> },
        {
          title: t('yearEnd.carries'),
          number: true,
          show: (line) =>
            onType && line.outlook === 'may-carry' ? (
              <Input aria-label={t('yearEnd.carriesOf', { title: line.titleZh })} inputMode="decimal" autoComplete="off" value={typed[line.lineId] ?? asTyped(line.unspentFen)} status={neededOf(line, typed) === undefined ? 'error' : ''} onChange={({ target }) => onType(line.lineId, target.value)} />
            ) : (
              yuan(isDue(line) ? String(neededOf(line, typed) ?? 0n) : line.carriedFen)
            ),
        },
        { title: t('yearEnd.lapses'), number: true, show: (line) => yuan(isDue(line) ? String(parseFen(line.unspentFen) - (neededOf(line, typed) ?? 0n)) : line.lapsedFen) },
      ]}
    />
  );
}

function Outlook({ of: { outlook, closedAt, yearsUnspent } }: { readonly of: YearEndLine }) {
  const { t } = useTranslation();
  if (outlook === 'nothing') return closedAt === undefined ? t('outlook.nothing') : t('line.closed');
  return <span><Tag {...(outlook === 'surplus' ? { color: 'red' } : {})}>{t(`outlook.${outlook}`)}</Tag><small>{t('yearEnd.years', { count: yearsUnspent })}</small></span>;
}

/** As a person would type it: `1234.50`. */
const asTyped = (fen: string): string => formatYuan(parseFen(fen)).replaceAll(',', '');

/** Closing it would do something: not while a payment is with the bank, and not again when nothing has come back. */
const isDue = ({ outlook, closedAt }: YearEndLine): boolean => outlook === 'may-carry' || outlook === 'surplus' || (outlook === 'nothing' && closedAt === undefined);

/** What goes on of a line: all that may, unless less was typed. Undefined when what was typed is no amount, or too much. */
function neededOf({ lineId, outlook, unspentFen }: YearEndLine, typed: Typed): bigint | undefined {
  if (outlook !== 'may-carry') return 0n;
  const text = typed[lineId];
  if (text === undefined) return parseFen(unspentFen);
  const needed = YUAN.test(text.trim()) ? parseFen(fenOf(text)) : undefined;
  return needed !== undefined && needed <= parseFen(unspentFen) ? needed : undefined;
}

function Named({ line: { titleZh, source, year } }: { readonly line: YearEndLine }) {
  const { t } = useTranslation();
  return <span>{titleZh}<small>{year} · {t(`source.${source}`, source)}</small></span>;
}
