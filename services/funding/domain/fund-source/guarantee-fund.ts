import type { ProfileValues } from '@goufu/jurisdiction';
import { assert, type Fen } from '@goufu/kernel';

type Formula = NonNullable<ProfileValues['fund.guarantee_formula']>;

/** A community that the fund is shared out to. */
export interface Community {
  readonly community: Formula[number]['community'];
  readonly residents: number;
}

/** What the guarantee fund of one community is: a base, and so much for every hundred residents, in proportion (R128). Whole fen, rounded down. */
export function guaranteeFund(formula: Formula, { community, residents }: Community): Fen {
  const share = formula.find((one) => one.community === community);
  assert(share !== undefined, `the formula knows a ${community} community`);
  return share.baseFen + (share.perHundredFen * BigInt(residents)) / 100n;
}
