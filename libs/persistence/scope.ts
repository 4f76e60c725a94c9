/** What a caller may see: a region with everything below it, and for an agency only its own organisation. */
export interface Scope {
  /** Region code; `51` sees `510104`. */
  readonly jurisdiction: string;
  /** Set for agencies: rows of other agencies do not exist for them. */
  readonly orgId?: string;
}

export const inScope = (scope: Scope, jurisdiction: string): boolean => jurisdiction.startsWith(regionPrefix(scope.jurisdiction));

/** `510100` and `510000` stand for everything below them. */
export const regionPrefix = (code: string): string => (code === 'CN' ? '' : code.replace(/(00)+$/, ''));

/** SQL condition on a `jurisdiction` column for parameter number `parameter`, whose value is `regionPrefix(…)`. */
export const scopeCondition = (column: string, parameter: number): string => `starts_with(${column}, $${parameter})`;
