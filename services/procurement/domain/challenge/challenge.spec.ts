import { describe, expect, it } from '@jest/globals';
import { profileFor } from '@goufu/jurisdiction';
import { given } from '@goufu/testing';
import { challengeWindow } from './challenge-window.js';
import type { ChallengeCommand } from './challenge.commands.js';
import type { ChallengeFact } from './challenge.facts.js';
import { challenge } from './challenge.js';

const [from, until, at] = ['2026-03-13T02:00:00.000Z', '2026-03-25T15:59:59.999Z', '2026-03-20T02:00:00.000Z'];
const replyUntil = '2026-03-31T15:59:59.999Z';
const file = (change: Partial<Extract<ChallengeCommand, { kind: 'file' }>> = {}): ChallengeCommand => ({
  kind: 'file', stage: 'result', window: { from, until }, participated: true, before: false, contractSigned: false, replyUntil, at, ...change,
});
const filed: ChallengeFact = { kind: 'filed', stage: 'result', holds: true, replyUntil, at };

describe('a challenge (R73)', () => {
  it('holds what is not signed yet (R76)', () => given(challenge)().when(file()).then(filed));
  it('does not undo a signature', () => given(challenge)().when(file({ contractSigned: true })).then({ ...filed, holds: false }));
  it('is in time to the last millisecond', () => {
    given(challenge)().when(file({ at: until })).then({ ...filed, at: until });
    given(challenge)().when(file({ at: '2026-03-25T16:00:00.000Z' })).thenRefused('challenge.too-late');
    given(challenge)().when(file({ window: {} })).thenRefused('challenge.too-early');
    given(challenge)().when(file({ at: '2026-03-13T01:59:59.999Z' })).thenRefused('challenge.too-early');
  });
  it('is a participant’s, once per step', () => {
    given(challenge)().when(file({ participated: false })).thenRefused('challenge.not-a-participant');
    given(challenge)().when(file({ before: true })).thenRefused('challenge.already-filed');
  });
  it('is answered once (R74), and voids nothing that is signed', () => {
    const decide = (outcome: 'upheld' | 'dismissed', voidTender = false, contractSigned = false): ChallengeCommand => ({ kind: 'decide', outcome, voidTender, contractSigned, at });
    given(challenge)(filed).when(decide('upheld', true)).then({ kind: 'decided', outcome: 'upheld', voidTender: true, at });
    given(challenge)(filed).when(decide('upheld', true, true)).thenRefused('challenge.not-voidable');
    given(challenge)(filed, { kind: 'decided', outcome: 'dismissed', voidTender: false, at }).when(decide('upheld')).thenRefused('challenge.already-decided');
    given(challenge)(filed).when({ kind: 'withdraw', at }).then({ kind: 'decided', outcome: 'withdrawn', voidTender: false, at });
    given(challenge)(filed, { kind: 'decided', outcome: 'dismissed', voidTender: false, at }).when({ kind: 'withdraw', at }).thenRefused('challenge.already-decided');
  });
});

describe('the window of a challenge', () => {
  const profile = profileFor('510104', '2026-03-02');
  const steps = { publishedAt: '2026-03-02T01:00:00.000Z', documentsUntil: '2026-03-09T15:59:59.999Z' };
  it('is seven working days from the end of the step', () => {
    expect(challengeWindow('documents', steps, profile)).toEqual({ from: steps.publishedAt, until: '2026-03-18T15:59:59.999Z' });
    expect(challengeWindow('process', { ...steps, evaluatedAt: '2026-03-24T02:00:00.000Z' }, profile)).toEqual({ from: '2026-03-24T02:00:00.000Z', until: '2026-04-02T15:59:59.999Z' });
  });
  it('is not open before the step is over', () => {
    expect(challengeWindow('process', steps, profile)).toEqual({});
    expect(challengeWindow('result', steps, profile)).toEqual({ from: undefined, until: undefined });
  });
});
