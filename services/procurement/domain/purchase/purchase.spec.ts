import { describe, expect, it } from '@jest/globals';
import { given } from '@goufu/testing';
import type { PurchaseCommand } from './purchase.commands.js';
import type { PurchaseFact } from './purchase.facts.js';
import { purchase } from './purchase.js';

type Plan = Extract<PurchaseCommand, { kind: 'plan' }>;
const ask = { lineId: 'line', year: 2026, amount: 100n };
const no = { outsideDuties: false, governmentsOwnTask: false, goodsOrWorks: false, financing: false, staffOrDispatch: false, otherwiseBarred: false };
const preparation = { surveyRespondents: 3, publicConsultedOn: '2026-01-10', keyReviewedOn: '2026-01-20' };
const plan = (change: Partial<Plan> = {}): Plan => ({
  kind: 'plan', total: 100n, asks: [ask], knownLines: [{ lineId: 'line', year: 2026 }], negativeList: no, preparation, surveyMinimum: 3, by: 'officer', ...change,
});
const planned: PurchaseFact = { kind: 'planned', total: 100n, asks: [ask], by: 'officer' };
const reserved: PurchaseFact = { kind: 'reserved', reservationId: 'reservation', parts: [ask] };
const at = '2026-03-02T01:00:00.000Z';
const cancel: PurchaseCommand = { kind: 'cancel', reason: '任务取消', at };

describe('planning a purchase', () => {
  it('asks for its money', () => given(purchase)().when(plan()).then(planned));
  it('happens once', () => given(purchase)(planned).when(plan()).thenRefused('purchase.already-planned'));
  it.each(Object.keys(no))('is refused by the negative list: %s (R9)', (question) =>
    given(purchase)().when(plan({ negativeList: { ...no, [question]: true } })).thenRefused('purchase.negative-list'));
  it.each<[string, Partial<Plan>]>([
    ['purchase.survey-too-small', { preparation: { ...preparation, surveyRespondents: 2 } }],
    ['purchase.public-not-asked', { preparation: { ...preparation, publicConsultedOn: undefined } }],
    ['purchase.not-reviewed', { preparation: { ...preparation, keyReviewedOn: undefined } }],
    ['purchase.ask-twice', { total: 200n, asks: [ask, ask] }],
    ['purchase.asks-differ', { total: 101n }],
    ['purchase.unknown-line', { knownLines: [] }],
    ['purchase.unknown-line', { knownLines: [{ lineId: 'line', year: 2027 }] }],
  ])('is refused: %s', (code, change) => given(purchase)().when(plan(change)).thenRefused(code));
  it('may count on a later year of a known line, whose own budget decides (R126)', () => {
    const asks = [ask, { ...ask, year: ask.year + 1 }];
    given(purchase)().when(plan({ total: 200n, asks })).then({ ...planned, total: 200n, asks });
  });
});

describe('the budget of a purchase (R10)', () => {
  it('is reserved or refused by funding, once', () => {
    given(purchase)(planned).when({ kind: 'note-reserved', reservationId: 'reservation', parts: [ask] }).then(reserved);
    given(purchase)(planned, reserved).when({ kind: 'note-reserved', reservationId: 'reservation', parts: [ask] }).then();
    given(purchase)(planned).when({ kind: 'note-refused', short: 1n }).then({ kind: 'refused', short: 1n });
    given(purchase)(planned, reserved).when({ kind: 'note-refused', short: 1n }).then();
  });
  it('does not bring a cancelled purchase back', () =>
    given(purchase)(planned, { kind: 'cancelled', reason: '任务取消', at }).when({ kind: 'note-reserved', reservationId: 'reservation', parts: [ask] }).then());
  it('comes before the tender and limits it', () => {
    given(purchase)(planned).when({ kind: 'start-tender', budget: 100n }).thenRefused('purchase.not-reserved');
    given(purchase)(planned, { kind: 'refused', short: 1n }).when({ kind: 'start-tender', budget: 1n }).thenRefused('purchase.not-reserved');
    given(purchase)(planned, reserved).when({ kind: 'start-tender', budget: 101n }).thenRefused('purchase.budget-exceeds-reservation');
    given(purchase)(planned, reserved).when({ kind: 'start-tender', budget: 100n }).then({ kind: 'tender-started' });
  });
});

describe('a void tender', () => {
  const started: PurchaseFact = { kind: 'tender-started' };
  it('keeps the money for the next one, or ends the purchase', () => {
    given(purchase)(planned, reserved, started, { kind: 'tender-void', retender: true }).when({ kind: 'start-tender', budget: 100n }).then(started);
    given(purchase)(planned, reserved, started, { kind: 'tender-void', retender: false }).when({ kind: 'start-tender', budget: 1n }).thenRefused('purchase.not-reserved');
  });
  it('is a bug without a tender', () => expect(() => purchase.decide({ kind: 'note-void', retender: true }, purchase.initial)).toThrow('no tender'));
});

describe('cancelling (R38)', () => {
  const running: PurchaseFact[] = [planned, reserved, { kind: 'tender-started' }, { kind: 'awarded' }];
  it('is possible until the contract is signed', () => {
    for (let steps = 1; steps <= running.length; steps += 1) given(purchase)(...running.slice(0, steps)).when(cancel).then({ kind: 'cancelled', reason: '任务取消', at });
    given(purchase)(...running, { kind: 'contracted' }).when(cancel).thenRefused('purchase.not-cancellable');
    given(purchase)(planned, { kind: 'cancelled', reason: 'x', at }).when(cancel).thenRefused('purchase.not-cancellable');
  });
});
