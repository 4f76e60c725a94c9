import { org, type Org } from '@goufu/contracts';
import type { Refusal } from '@goufu/kernel';
import type { Caller } from '@goufu/service';
import { refusePurchase } from '../domain/purchase/purchase.refusals.js';

/** The organisation for which the caller acts, as the token names it. */
export function orgOf({ orgId, orgName, uscc }: Caller): Org | Refusal {
  const { data } = org.safeParse({ orgId, uscc, nameZh: orgName });
  return data ?? refusePurchase('no-organisation');
}
