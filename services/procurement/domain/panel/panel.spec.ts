import { describe, it } from '@jest/globals';
import { profileFor } from '@goufu/jurisdiction';
import { given } from '@goufu/testing';
import type { PanelCommand, PanelGround, Seat } from './panel.commands.js';
import { panel } from './panel.js';

const expert = (n: number, leader = false): Seat => ({ memberId: `expert-${n}`, orgId: 'pool', kind: 'expert', leader });
const representative: Seat = { memberId: 'representative', orgId: 'bureau', kind: 'purchaser-representative', leader: false };
const ground: PanelGround = {
  method: 'open-tender', budget: 600_000_000n, purchaserOrgId: 'bureau', bidderOrgIds: ['agency'], profile: profileFor('510104', '2026-03-02'),
};
/** `experts` experts, the first leading, and `others` representatives. */
const seats = (experts: number, others: number): Seat[] => [
  ...Array.from({ length: experts }, (_, i) => expert(i + 1, i === 0)),
  ...Array.from({ length: others }, (_, i) => ({ ...representative, memberId: `representative-${i}` })),
];
const compose = (all: readonly Seat[], change: Partial<PanelGround> = {}, by = 'officer'): PanelCommand => ({ kind: 'compose', seats: all, ground: { ...ground, ...change }, by });
const five = seats(4, 1);
const composed = { kind: 'composed', seats: five } as const;

describe('composing a panel (R46, R47, R49, T3)', () => {
  it.each([[4, 1], [5, 2], [6, 3], [5, 0]])('takes %i experts and %i representatives', (experts, others) => {
    const all = seats(experts, others);
    given(panel)().when(compose(all)).then({ kind: 'composed', seats: all });
  });
  it.each([[3, 2], [4, 3], [5, 4]])('wants two thirds of experts: %i of them and %i others are refused', (experts, others) =>
    given(panel)().when(compose(seats(experts, others))).thenRefused('panel.too-few-experts'));
  it('refuses 3 and 4 in a tender as too few, 6 as even', () => {
    given(panel)().when(compose(seats(3, 0))).thenRefused('panel.too-small');
    given(panel)().when(compose(seats(4, 0))).thenRefused('panel.too-small');
    given(panel)().when(compose(seats(5, 1))).thenRefused('panel.even');
  });
  it('takes three with two experts in a consultation', () => {
    const three = seats(2, 1);
    given(panel)().when(compose(three, { method: 'competitive-consultation' })).then({ kind: 'composed', seats: three });
    given(panel)().when(compose(seats(1, 2), { method: 'competitive-consultation' })).thenRefused('panel.too-few-experts');
  });
  it('wants seven for a large budget (R49)', () => given(panel)().when(compose(five, { budget: 1_000_000_000n })).thenRefused('panel.too-small'));
  it('is led by one expert, never by the representative (R47)', () => {
    given(panel)().when(compose(five.map((seat) => ({ ...seat, leader: false })))).thenRefused('panel.leader');
    given(panel)().when(compose(five.map((seat) => ({ ...seat, leader: seat.kind !== 'expert' })))).thenRefused('panel.leader');
  });
  it('seats nobody twice, of a bidder, of the purchaser as expert, or the composer', () => {
    given(panel)().when(compose([...five.slice(1), expert(2, true)])).thenRefused('panel.member-twice');
    given(panel)().when(compose([{ ...expert(1, true), orgId: 'agency' }, ...five.slice(1)])).thenRefused('panel.of-bidder');
    given(panel)().when(compose([{ ...expert(1, true), orgId: 'bureau' }, ...five.slice(1)])).thenRefused('panel.wrong-seat');
    given(panel)().when(compose(five, {}, 'expert-2')).thenRefused('panel.composer');
  });
  it('happens once', () => given(panel)(composed).when(compose(five)).thenRefused('panel.already-composed'));
});

describe('recusal (R50)', () => {
  const declare = (memberId: string, orgId = 'pool'): PanelCommand => ({ kind: 'declare', memberId, orgId, bidderOrgIds: ['agency'] });
  const recused = { kind: 'recused', memberId: 'expert-2', reason: '曾任职' } as const;
  const replacement = (seat: Seat): PanelCommand => ({ kind: 'replace', memberId: 'expert-2', seat, ground, by: 'officer' });

  it('lets a member declare once, and not for a bidder', () => {
    given(panel)(composed).when(declare('expert-2')).then({ kind: 'no-interest-declared', memberId: 'expert-2' });
    given(panel)(composed, { kind: 'no-interest-declared', memberId: 'expert-2' }).when(declare('expert-2')).thenRefused('panel.already-declared');
    given(panel)(composed).when(declare('expert-2', 'agency')).thenRefused('panel.of-bidder');
    given(panel)(composed).when(declare('stranger')).thenRefused('panel.not-on-panel');
  });
  it('has a recused member replaced by somebody who fits', () => {
    given(panel)(composed).when({ kind: 'recuse', memberId: 'expert-2', reason: '曾任职' }).then(recused);
    given(panel)(composed, recused).when({ kind: 'recuse', memberId: 'expert-2', reason: '曾任职' }).thenRefused('panel.already-declared');
    given(panel)(composed, recused).when(replacement(expert(9))).then({ kind: 'replaced', memberId: 'expert-2', seat: expert(9) });
    given(panel)(composed, recused).when(replacement({ ...expert(9), orgId: 'agency' })).thenRefused('panel.of-bidder');
    given(panel)(composed, recused).when(replacement(representative)).thenRefused('panel.too-few-experts');
    given(panel)(composed, recused).when(replacement(expert(3))).thenRefused('panel.member-twice');
    given(panel)(composed).when(replacement(expert(9))).thenRefused('panel.not-recused');
    given(panel)(composed, recused, { kind: 'replaced', memberId: 'expert-2', seat: expert(9) }).when(declare('expert-2')).thenRefused('panel.not-on-panel');
  });
});
