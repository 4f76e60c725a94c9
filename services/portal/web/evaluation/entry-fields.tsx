import { Checkbox, Form, Input, InputNumber } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Leaf } from './score-sheet.js';

/** What an evaluator enters for one indicator, by the way in which it is scored; points follow from it, they are not entered. */
export function EntryFields({ leaf }: { readonly leaf: Leaf }) {
  const { scoring, code } = leaf;
  const at = (name: string): string[] => ['entries', code, name];
  const { t } = useTranslation();
  return (
    <div className="actions">
      <Form.Item name={at('kind')} initialValue={scoring.kind} hidden><Input /></Form.Item>
      {scoring.kind === 'quantity-ratio' && <><Count name={at('delivered')} label={t('sheet.delivered', { unit: scoring.unitZh })} /><Count name={at('agreed')} label={t('sheet.agreed', { unit: scoring.unitZh })} /></>}
      {scoring.kind === 'rating' && <Count name={at('value')} label={t('sheet.rating', { max: scoring.max })} max={scoring.max} />}
      {scoring.kind === 'checklist' && (
        <Form.Item name={at('met')} label={t('sheet.met')} initialValue={[]}><Checkbox.Group options={scoring.items.map(({ code: value, zh }) => ({ value, label: zh }))} /></Form.Item>
      )}
      {scoring.kind === 'survey' && <><Count name={at('satisfied')} label={t('sheet.satisfied')} /><Count name={at('respondents')} label={t('sheet.respondents')} /><Count name={at('population')} label={t('sheet.population')} /></>}
    </div>
  );
}

function Count({ name, label, max = 10_000_000 }: { readonly name: string[]; readonly label: string; readonly max?: number }) {
  const { t } = useTranslation();
  return <Form.Item name={name} label={label} rules={[{ required: true, message: t('common.needed') }]}><InputNumber min={0} max={max} precision={0} /></Form.Item>;
}
