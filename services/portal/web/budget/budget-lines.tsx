import { allotBudgetLine, changeBudgetLine, requestLineTransfer } from '@goufu/contracts';
import { formatYuan, parseFen } from '@goufu/kernel';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { mayCall } from '../api/services.js';
import { usePerson } from '../api/session.js';
import { DataTable, type Column } from '../parts/data-table.js';
import { Panel } from '../parts/panel.js';
import { AllotLine } from './allot-line.js';
import type { BudgetLine } from './budget-page.js';
import { ChangeLine } from './change-line.js';
import { OpenLine } from './open-line.js';
import { TransferLine } from './transfer-line.js';

type Stage = 'unallotted' | 'available' | 'reserved' | 'committed' | 'payable' | 'inTransit' | 'disbursed' | 'carried' | 'lapsed';

/** Where an appropriation may stand, from its end to its beginning, as the bar shows it. */
const STAGES: readonly Stage[] = ['disbursed', 'inTransit', 'payable', 'committed', 'reserved', 'available', 'unallotted', 'carried', 'lapsed'];

interface BudgetLinesProps {
  readonly lines: readonly BudgetLine[];
  readonly year: number;
  /** Whether this person may open a line. */
  readonly opens: boolean;
}

/** Every line of a year with what stands at each stage, and below the heading their sum. */
export function BudgetLines({ lines, year, opens }: BudgetLinesProps) {
  const { t } = useTranslation();
  const amount = (title: string, of: (line: BudgetLine) => string): Column<BudgetLine> => ({ title, number: true, show: (line) => plainYuan(of(line)) });
  const at = (stage: Stage): Column<BudgetLine> => amount(t(`balance.${stage}`), ({ balances }) => balances[`${stage}Fen`]);
  return (
    <Panel title={t('line.title')} extra={opens && <OpenLine year={year} />}>
      {lines.length > 0 && <Sum lines={lines} />}
      <DataTable
        dense
        caption={t('line.title')}
        rows={lines}
        rowKey={({ lineId }) => lineId}
        empty={t('line.none')}
        columns={[
          { title: t('line.name'), show: (line) => <Named line={line} among={lines} /> },
          amount(t('line.appropriated'), ({ appropriatedFen }) => appropriatedFen),
          amount(t('line.allotted'), ({ appropriatedFen, balances }) => String(parseFen(appropriatedFen) - parseFen(balances.unallottedFen))),
          at('available'),
          at('reserved'),
          at('committed'),
          amount(t('line.owed'), ({ balances }) => String(parseFen(balances.payableFen) + parseFen(balances.inTransitFen))),
          at('disbursed'),
          at('carried'),
          at('lapsed'),
        ]}
      />
    </Panel>
  );
}

/** Amounts stand close together: the unit is told once, and nothing is a dash. */
const plainYuan = (fen: string): string => (fen === '0' ? '—' : formatYuan(parseFen(fen)));

function Sum({ lines }: { readonly lines: readonly BudgetLine[] }) {
  const { t } = useTranslation();
  const parts = STAGES.map((stage) => ({ stage, fen: lines.reduce((sum, { balances }) => sum + parseFen(balances[`${stage}Fen`]), 0n) })).filter(({ fen }) => fen > 0n);
  const total = parts.reduce((sum, { fen }) => sum + fen, 0n);
  return (
    <div className="line-sum">
      <div className="bar" aria-hidden="true">{parts.map(({ stage, fen }) => <span key={stage} className={classOf(stage)} style={{ width: `${Number((fen * 10_000n) / total) / 100}%` }} />)}</div>
      <ul className="legend" aria-label={t('money.byStage')}>{parts.map(({ stage, fen }) => <li key={stage}><i className={classOf(stage)} aria-hidden="true" />{t(`balance.${stage}`)} <strong className="amount">¥{formatYuan(fen)}</strong></li>)}</ul>
      <small>{t('line.unit')}</small>
    </div>
  );
}

const classOf = (stage: Stage): string => `stage-${stage === 'inTransit' ? 'in-transit' : stage}`;

function Named({ line, among }: { readonly line: BudgetLine; readonly among: readonly BudgetLine[] }) {
  const { t } = useTranslation();
  const person = usePerson();
  const { titleZh, source, allowedUse, uses, closedAt } = line;
  const open = closedAt === undefined;
  return (
    <span>
      <strong>{titleZh}</strong>{!open && <> <Tag>{t('line.closed')}</Tag></>}
      <small>{t(`source.${source}`, source)} · {allowedUse}</small>
      {uses.length > 0 && <small>{uses.map((use) => t(`fundUse.${use}`)).join(t('common.comma'))}</small>}
      {open && (
        <span className="actions">
          {mayCall(changeBudgetLine, person) && <ChangeLine line={line} />}
          {line.balances.unallottedFen !== '0' && mayCall(allotBudgetLine, person) && <AllotLine line={line} />}
          {line.balances.availableFen !== '0' && mayCall(requestLineTransfer, person) && <TransferLine line={line} among={among} />}
        </span>
      )}
    </span>
  );
}
