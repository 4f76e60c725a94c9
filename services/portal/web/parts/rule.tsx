import { ruleOf } from '@goufu/contracts';
import { language } from '../i18n.js';

/** The rule behind something: its number for the record, its name for whoever reads. */
export function Rule({ number }: { readonly number: string }) {
  const name = ruleOf(number)?.[language()];
  return <span className="rule">{name === undefined ? number : `${number} ${name}`}</span>;
}
