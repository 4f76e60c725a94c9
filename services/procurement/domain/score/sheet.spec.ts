import { describe, expect, it } from '@jest/globals';
import { given } from '@goufu/testing';
import type { Criterion } from '../tender/tender.commands.js';
import type { BidScores, SheetCommand } from './sheet.commands.js';
import type { SheetFact } from './sheet.facts.js';
import { sheet, unequalItems } from './sheet.js';

const at = '2026-03-24T02:00:00.000Z';
const criterion = (code: string, scoring: Criterion['scoring'], weightBp: number): Criterion => ({ code, nameZh: code, scoring, weightBp, items: [{ nameZh: code, pointsBp: weightBp }] });
const criteria = [criterion('plan', 'subjective', 6000), criterion('staff', 'objective', 3000)];
const scores = (plan = 5000, staff = 3000): BidScores[] => [{ bidId: 'a', points: { plan, staff } }, { bidId: 'b', points: { plan: 4000, staff: 2000 } }];
const sign = (change: Partial<SheetCommand> = {}): SheetCommand => ({ kind: 'sign', scores: scores(), bidIds: ['a', 'b'], criteria, at, ...change });
const signed: SheetFact = { kind: 'signed', scores: scores(), at };

describe('a score sheet (R54)', () => {
  it('is signed as a whole', () => given(sheet)().when(sign()).then(signed));
  it('must score every criterion of every bid', () => given(sheet)().when(sign({ scores: scores().slice(1) })).thenRefused('score-sheet.incomplete'));
  it('must name a bid once', () => {
    const halves: BidScores[] = [{ bidId: 'a', points: { plan: 1 } }, { bidId: 'a', points: { plan: 2 } }, ...scores().slice(1)];
    given(sheet)().when(sign({ scores: halves })).thenRefused('score-sheet.incomplete');
  });
  it('has no price score to enter (R52)', () => given(sheet)().when(sign({ scores: [{ bidId: 'a', points: { price: 1000 } }] })).thenRefused('score-sheet.unknown-item'));
  it('scores valid bids only', () => given(sheet)().when(sign({ bidIds: ['b'] })).thenRefused('score-sheet.unknown-item'));
  it('stays inside the weight of a criterion (R59)', () => given(sheet)().when(sign({ scores: scores(6001) })).thenRefused('score-sheet.out-of-range'));
  it('does not change without a legal ground (R59)', () => given(sheet)(signed).when(sign()).thenRefused('score-sheet.already-signed'));
  it('changes on a legal ground (R59)', () => {
    given(sheet)(signed).when(sign({ scores: scores(5000, 2999), correction: 'objective-items-unequal' })).then({ kind: 'signed', scores: scores(5000, 2999), correction: 'objective-items-unequal', at });
  });
  it('is not corrected before it is signed', () => given(sheet)().when(sign({ correction: 'addition-error' })).thenRefused('score-sheet.nothing-to-correct'));
});

describe('objective items', () => {
  it('must be identical for all members, subjective ones need not (R54)', () => {
    expect(unequalItems([scores(1), scores(2), scores(3)], criteria)).toEqual([]);
    expect(unequalItems([scores(), scores(), scores(5000, 2999)], criteria)).toEqual([{ bidId: 'a', criterion: 'staff' }]);
  });
});
