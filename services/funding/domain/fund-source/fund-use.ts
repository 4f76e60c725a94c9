import type { ProfileValues } from '@goufu/jurisdiction';

type SourceUses = ProfileValues['fund.uses'][number];
export type FundSource = SourceUses['source'];
export type FundUse = SourceUses['uses'][number];

/** What the profile says of all sources (R127, R128). */
export interface FundRules {
  readonly uses: ProfileValues['fund.uses'];
  readonly refusals: ProfileValues['fund.refusals'];
}

/** Where a line's money comes from, and for what of the source's uses the line was opened; none named: for all of them. */
export interface LinePurpose {
  readonly source: FundSource;
  readonly uses: readonly FundUse[];
}

/** What a purchase spends on: its use, and its entry in the directory of services (R8). */
export interface Spending {
  readonly use: FundUse;
  readonly directoryItem: string;
}

/**
 * The rule by which a line does not pay for something, if one forbids it: what its fund refuses by name (R128), what its
 * source is not there for (R127), what the line was not opened for (R115: no change of use).
 */
export function barredBy({ source, uses }: LinePurpose, { use, directoryItem }: Spending, rules: FundRules): 'R115' | 'R127' | 'R128' | undefined {
  const refusal = rules.refusals?.find((one) => one.source === source);
  if (refusal?.uses.includes(use) || refusal?.directory?.some((prefix) => directoryItem.startsWith(prefix))) return 'R128';
  if (!usesOf(source, rules).includes(use)) return 'R127';
  return uses.length > 0 && !uses.includes(use) ? 'R115' : undefined;
}

/** The uses for which a line of this source may not be opened. */
export const usesBeyond = ({ source, uses }: LinePurpose, rules: FundRules): FundUse[] => uses.filter((use) => !usesOf(source, rules).includes(use));

const usesOf = (source: FundSource, rules: FundRules): readonly FundUse[] => rules.uses.find((one) => one.source === source)?.uses ?? [];
