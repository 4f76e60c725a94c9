import { describe, expect, it } from '@jest/globals';
import { fold } from '@goufu/kernel';
import { given } from '@goufu/testing';
import { samePanel, type Nomination } from './panel.js';
import type { RoundCommand } from './round.commands.js';
import type { RoundFact } from './round.facts.js';
import { round, type RoundState } from './round.js';

const at = '2026-07-01T01:00:00.000Z';
const due = '2026-07-15T15:59:59.999Z';
const planned: RoundState = {
  status: 'planned',
  revision: 1,
  agencyOrgId: 'agency',
  suspended: false,
  parties: ['third-party', 'purchaser'],
  indicators: ['team', 'finance'],
  members: [],
};
const from = (change: Partial<RoundState> = {}) => given({ ...round, initial: { ...planned, ...change } });

const eva: Nomination = { evaluatorId: 'eva', orgId: 'institute', party: 'third-party' };
const pan: Nomination = { evaluatorId: 'pan', orgId: 'bureau', party: 'purchaser' };
const ready: RoundFact = { kind: 'round-ready', cause: 'milestone', at };
const opened: RoundFact = { kind: 'round-opened', panel: [eva, pan], due, by: 'officer', at };
const none = (evaluatorId: string): RoundFact => ({ kind: 'no-interest-declared', evaluatorId });
const recused = (evaluatorId: string): RoundFact => ({ kind: 'member-recused', evaluatorId, ground: '曾任职' });
const signed = (evaluatorId: string): RoundFact => ({ kind: 'signature-counted', evaluatorId });
const concluded: RoundFact = { kind: 'round-concluded', at };
const all = [ready, opened, none('eva'), none('pan'), signed('eva'), signed('pan'), concluded];
const open = (change: Partial<Extract<RoundCommand, { kind: 'open' }>> = {}) =>
  ({ kind: 'open', panel: [eva, pan], due, by: 'officer', at, ...change }) as const;

describe('a round becomes ready', () => {
  const makeReady = { kind: 'make-ready', cause: 'milestone', at } as const;
  it('once', () => {
    from()().when(makeReady).then(ready);
    from()(ready).when(makeReady).then();
    from()(...all).when(makeReady).then();
  });
  it('not after it was cancelled', () => from()({ kind: 'round-cancelled', reason: 'contract-terminated' }).when(makeReady).then());
});

describe('a round is cancelled', () => {
  const cancel = { kind: 'cancel', reason: 'contract-terminated' } as const;
  it('before it was opened, not after', () => {
    from()(ready).when(cancel).then({ kind: 'round-cancelled', reason: 'contract-terminated' });
    from()(ready, opened).when(cancel).then();
    from()(...all).when(cancel).then();
  });
});

describe('a round is opened', () => {
  it('with a panel', () => from()(ready).when(open()).then(opened));
  it('not before it is ready', () => from()().when(open()).thenRefused('round.not-ready'));
  it('once', () => from()(ready, opened).when(open()).thenRefused('round.already-open'));
  it('not while the contract is suspended', () => from({ suspended: true })(ready).when(open()).thenRefused('round.contract-suspended'));
  it.each<[string, Parameters<typeof open>[0]]>([
    ['round.panel-empty', { panel: [] }],
    ['round.member-twice', { panel: [eva, pan, eva] }],
    ['round.member-of-agency', { panel: [{ ...eva, orgId: 'agency' }, pan] }],
    ['round.opener-on-panel', { by: 'pan' }],
    ['round.party-missing', { panel: [eva] }],
    ['round.party-unknown', { panel: [eva, pan, { evaluatorId: 'x', orgId: 'y', party: 'recipient' }] }],
    ['round.due-in-the-past', { due: at }],
  ])('refused with %s', (code, change) => from()(ready).when(open(change)).thenRefused(code));
});

describe('interests (R50, R110)', () => {
  const declare = { kind: 'declare-no-interest', evaluatorId: 'eva', orgId: 'institute' } as const;
  const recuse = { kind: 'recuse', evaluatorId: 'eva', ground: '曾任职' } as const;
  it('are declared once', () => {
    from()(ready, opened).when(declare).then(none('eva'));
    from()(ready, opened, none('eva')).when(declare).thenRefused('round.already-declared');
  });
  it('are a matter of panel members in an open round', () => {
    from()(ready).when(declare).thenRefused('round.not-open');
    from()(ready, opened).when({ ...declare, evaluatorId: 'stranger' }).thenRefused('round.not-on-panel');
    from()(ready).when(recuse).thenRefused('round.not-open');
    from()(ready, opened).when({ ...recuse, evaluatorId: 'stranger' }).thenRefused('round.not-on-panel');
  });
  it('are not believed of whoever belongs to the agency by now', () => {
    from()(ready, opened).when({ ...declare, orgId: 'agency' }).thenRefused('round.member-of-agency');
  });
  it('recuse, also late, but not after the signature', () => {
    from()(ready, opened).when(recuse).then(recused('eva'));
    from()(ready, opened, none('eva')).when(recuse).then(recused('eva'));
    from()(ready, opened, recused('eva')).when(recuse).thenRefused('round.already-recused');
    from()(ready, opened, none('eva'), signed('eva')).when(recuse).thenRefused('round.already-signed');
    from()(ready, opened, recused('eva')).when(declare).thenRefused('round.already-declared');
  });
});

describe('a recused member', () => {
  const zoe: Nomination = { evaluatorId: 'zoe', orgId: 'institute', party: 'third-party' };
  const replace = { kind: 'replace-member', evaluatorId: 'eva', replacement: zoe, by: 'officer' } as const;
  const replaced: RoundFact = { kind: 'member-replaced', evaluatorId: 'eva', replacement: zoe };
  it('is replaced by somebody for the same party', () => from()(ready, opened, recused('eva')).when(replace).then(replaced));
  it.each<[string, RoundFact[], Partial<typeof replace> | { replacement: Nomination }]>([
    ['round.not-open', [ready], {}],
    ['round.not-recused', [ready, opened], {}],
    ['round.not-on-panel', [ready, opened, recused('eva'), replaced], {}],
    ['round.member-twice', [ready, opened, recused('eva')], { replacement: { ...pan, party: 'third-party' } }],
    ['round.member-twice', [ready, opened, recused('eva')], { replacement: eva }],
    ['round.other-party', [ready, opened, recused('eva')], { replacement: { ...zoe, party: 'purchaser' } }],
    ['round.member-of-agency', [ready, opened, recused('eva')], { replacement: { ...zoe, orgId: 'agency' } }],
    ['round.opener-on-panel', [ready, opened, recused('eva')], { replacement: { ...zoe, evaluatorId: 'officer' } }],
  ])('refused with %s', (code, facts, change) => from()(...facts).when({ ...replace, ...change }).thenRefused(code));
  it('holds the round until then', () => {
    const facts = [ready, opened, recused('eva'), none('pan')];
    from()(...facts).when({ kind: 'count-signature', evaluatorId: 'pan', at }).then(signed('pan'));
    from()(...facts, signed('pan'), replaced, none('zoe')).when({ kind: 'count-signature', evaluatorId: 'zoe', at }).then(signed('zoe'), concluded);
  });
});

describe('signatures', () => {
  const count = (evaluatorId: string) => ({ kind: 'count-signature', evaluatorId, at }) as const;
  it('end the round with the last one', () => {
    from()(ready, opened, none('eva'), none('pan')).when(count('eva')).then(signed('eva'));
    from()(ready, opened, none('eva'), none('pan'), signed('eva')).when(count('pan')).then(signed('pan'), concluded);
  });
  it('count once, from members without interests, in an open round', () => {
    from()(ready, opened, none('eva'), signed('eva')).when(count('eva')).thenRefused('round.already-signed');
    from()(ready, opened).when(count('eva')).thenRefused('round.not-on-panel');
    from()(...all).when(count('eva')).thenRefused('round.not-open');
  });
});

describe('a concluded round', () => {
  const reopening = { indicators: ['team'], vetoes: false };
  const reopen = { kind: 'reopen', because: 'appeal-upheld', reopening, ground: '重评', due, by: 'head', at } as const;
  it('opens again for the next revision, unsigned', () => {
    from()(...all).when(reopen).then({ ...reopen, kind: 'round-reopened' });
    const state = fold<RoundState, RoundFact>((s, f) => round.evolve(s, f), planned, [...all, { ...reopen, kind: 'round-reopened' }]);
    expect(state).toMatchObject({ status: 'open', revision: 2, reopening, because: 'appeal-upheld' });
    expect(state.members.map((member) => member.signed)).toEqual([false, false]);
  });
  it.each<[string, Partial<Omit<typeof reopen, 'reopening' | 'due'>> & { reopening?: typeof reopening; due?: string }]>([
    ['round.nothing-reopened', { reopening: { indicators: [], vetoes: false } }],
    ['round.unknown-indicator', { reopening: { indicators: ['nonsense'], vetoes: false } }],
    ['round.due-in-the-past', { due: at }],
  ])('refuses with %s', (code, change) => from()(...all).when({ ...reopen, ...change }).thenRefused(code));
  it('only', () => from()(ready, opened).when(reopen).thenRefused('round.not-concluded'));
  it('hands its panel to the re-evaluation, without whoever left (R109)', () => {
    const zoe: Nomination = { evaluatorId: 'zoe', orgId: 'institute', party: 'third-party' };
    const facts: RoundFact[] = [ready, opened, recused('eva'), { kind: 'member-replaced', evaluatorId: 'eva', replacement: zoe }, none('zoe'), none('pan')];
    const { members } = fold<RoundState, RoundFact>((s, f) => round.evolve(s, f), planned, facts);
    expect(samePanel(members)).toEqual([pan, zoe]);
  });
});
