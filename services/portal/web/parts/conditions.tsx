import type { TrancheCondition } from '@goufu/contracts';
import { namedBy, useConditionText } from './condition-text.js';
import { Rule } from './rule.js';
import { Tick } from './tick.js';

interface ConditionsProps {
  readonly of: readonly { readonly condition: TrancheCondition; readonly rule: string; readonly met: boolean }[];
}

/** The conditions of a tranche, each ticked or not, with the rule that it comes from. */
export function Conditions({ of }: ConditionsProps) {
  const text = useConditionText();
  return (
    <ul className="conditions">
      {of.map(({ condition, rule, met }) => (
        <li key={`${condition.kind}${namedBy(condition) ?? ''}`}><Tick met={met} /> {text(condition.kind, namedBy(condition))} <Rule number={rule} /></li>
      ))}
    </ul>
  );
}
