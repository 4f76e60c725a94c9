import type { LocalDate } from '@goufu/kernel';

/** What the agency plans; the yardstick of the evaluation (R82). */
export interface PlanContent {
  readonly targetGroupZh: string;
  readonly needsZh: string;
  readonly objectivesZh: string;
  readonly contentZh: string;
  readonly riskZh: string;
  readonly schedule: readonly { readonly nameZh: string; readonly from: LocalDate; readonly to: LocalDate }[];
  readonly staff: readonly StaffMember[];
  readonly quotas: readonly { readonly code: string; readonly quantity: number }[];
  readonly subcontracts: readonly Subcontract[];
}

/** A post and who fills it; the person is a pseudonymous code, never a name (R87). */
export interface StaffMember {
  readonly staffCode: string;
  readonly post: 'supervisor' | 'social-worker' | 'other';
  readonly certificate: 'senior' | 'social-worker' | 'assistant' | 'none';
  /** The agency showed that it pays the social security of its own employee. */
  readonly ownEmployee: boolean;
}

/** A part of the work that somebody else does (R12). */
export interface Subcontract {
  readonly uscc: string;
  readonly workZh: string;
  /** 主体、关键性工作. */
  readonly core: boolean;
}
