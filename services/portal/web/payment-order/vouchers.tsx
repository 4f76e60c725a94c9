import type { getPaymentOrder, ResponseOf } from '@goufu/contracts';
import { Tag } from 'antd';
import { useTranslation } from 'react-i18next';
import { yuan } from '../format.js';
import { Panel } from '../parts/panel.js';
import { Rule } from '../parts/rule.js';
import { Tick } from '../parts/tick.js';

type Order = ResponseOf<typeof getPaymentOrder>;
type Line = Order['vouchers'][number];

/** The voucher pack as a checklist (R118): each item ticked with what proves it, or missing. */
export function Vouchers({ order: { orderId, vouchers, missingVouchers } }: { readonly order: Order }) {
  const { t } = useTranslation();
  const missing = missingVouchers.length;
  return (
    <Panel
      title={t('voucher.title')}
      extra={<span><Tag {...(missing === 0 ? {} : { color: 'red' })}>{missing === 0 ? t('voucher.complete') : t('voucher.missing', { count: missing })}</Tag><Rule number="R118" /></span>}
    >
      <ul className="conditions">{vouchers.map((line) => <Item key={line.item} line={line} />)}</ul>
      <p><a href={`/api/funding/payment-orders/${orderId}/voucher-pack`} download={`voucher-pack-${orderId}.json`}>{t('voucher.download')}</a></p>
    </Panel>
  );
}

function Item({ line: { item, mandatory, proofs } }: { readonly line: Line }) {
  const { t } = useTranslation();
  const there = proofs.length > 0;
  if (!there && !mandatory) return <li><span className="tick met" aria-hidden="true">–</span> {t(`voucherItem.${item}`)} <small>{t('voucher.notNeeded')}</small></li>;
  return (
    <li>
      <Tick met={there} /> {t(`voucherItem.${item}`)} {there ? proofs.map((proof) => <Proof key={proof.id} proof={proof} />) : <Tag color="red">{t('voucher.lacking')}</Tag>}
    </li>
  );
}

function Proof({ proof: { kind, id, shows } }: { readonly proof: Line['proofs'][number] }) {
  const { t } = useTranslation();
  const name = t(`proofKind.${kind}`);
  if (shows?.startsWith('https://') || shows?.startsWith('http://')) return <small className="proof"><a href={shows} target="_blank" rel="noreferrer">{name}</a></small>;
  return <small className="proof" title={id}>{name}{shows !== undefined && kind !== 'order' ? ` · ${text(kind, shows, t)}` : ` · …${id.slice(-6)}`}</small>;
}

function text(kind: Line['proofs'][number]['kind'], shows: string, t: (key: string) => string): string {
  if (kind === 'evaluation') return t(`grade.${shows}`);
  if (kind !== 'budget-line') return shows;
  const [year = '', fen = '0'] = shows.split(' · ');
  return `${year} · ${yuan(fen)}`;
}
