import type { Profile } from '@goufu/jurisdiction';
import type { Fen, Id } from '@goufu/kernel';
import type { TenderMethod } from '../tender/tender.commands.js';

/** Somebody who is to sit on the panel, by pseudonymous id. */
export interface Seat {
  readonly memberId: string;
  readonly orgId: Id;
  readonly kind: 'expert' | 'purchaser-representative';
  readonly leader: boolean;
}

/** What the seats are checked against. */
export interface PanelGround {
  readonly method: TenderMethod;
  readonly budget: Fen;
  readonly purchaserOrgId: Id;
  readonly bidderOrgIds: readonly Id[];
  readonly profile: Profile;
}

export type PanelCommand =
  | { readonly kind: 'compose'; readonly seats: readonly Seat[]; readonly ground: PanelGround; readonly by: string }
  | { readonly kind: 'declare'; readonly memberId: string; readonly orgId: Id | undefined; readonly bidderOrgIds: readonly Id[] }
  | { readonly kind: 'recuse'; readonly memberId: string; readonly reason: string }
  | { readonly kind: 'replace'; readonly memberId: string; readonly seat: Seat; readonly ground: PanelGround; readonly by: string };
