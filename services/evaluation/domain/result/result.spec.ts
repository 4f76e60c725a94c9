import { describe, expect, it } from '@jest/globals';
import { given } from '@goufu/testing';
import { callsForRectification, opensReEvaluation } from './consequence.js';
import type { ResultFact } from './result.facts.js';
import { result, windowOverAt, type ResultState } from './result.js';

const at = '2026-07-16T02:00:00.000Z';
const appealUntil = '2026-07-23T15:59:59.999Z';
const late = windowOverAt(appealUntil);
const computed: ResultState = { status: 'computed', agencyOrgId: 'agency' };
const from = given({ ...result, initial: computed });
const notified: ResultFact = { kind: 'result-notified', appealUntil, by: 'officer', at };
const appealed: ResultFact = { kind: 'result-appealed' };
const published = (because: Extract<ResultFact, { kind: 'result-published' }>['because'], when = at): ResultFact => ({ kind: 'result-published', because, at: when });
const notify = { kind: 'notify', appealUntil, by: 'officer', at } as const;

describe('a result', () => {
  it('is notified once', () => {
    from().when(notify).then(notified);
    from(notified).when(notify).thenRefused('result.already-notified');
  });

  it('becomes final when its window is over, not a moment earlier', () => {
    from(notified).when({ kind: 'close-window', at: appealUntil }).then();
    from(notified).when({ kind: 'close-window', at: late }).then(published('window-over', late));
  });

  it('is not made final by a task that comes twice, or during an appeal', () => {
    from(notified, published('window-over')).when({ kind: 'close-window', at: late }).then();
    from(notified, appealed).when({ kind: 'close-window', at: late }).then();
    from().when({ kind: 'close-window', at: late }).then();
  });

  const accept = { kind: 'accept', byOrgId: 'agency', at } as const;
  it('is final early when the agency accepts it', () => from(notified).when(accept).then(published('accepted')));
  const takeAppeal = { kind: 'take-appeal', byOrgId: 'agency', at } as const;
  it('is appealed against up to the last moment of the window', () => {
    from(notified).when({ ...takeAppeal, at: appealUntil }).then(appealed);
    from(notified).when({ ...takeAppeal, at: late }).thenRefused('result.window-over');
  });

  it.each([accept, takeAppeal])('refuses $kind out of order, and to strangers', (command) => {
    from().when(command).thenRefused('result.not-notified');
    from(notified, published('accepted')).when(command).thenRefused('result.already-final');
    from(notified).when({ ...command, byOrgId: 'other' }).thenRefused('result.not-found');
    from(notified).when({ ...command, at: late }).thenRefused('result.window-over');
  });
  it('takes one appeal', () => {
    from(notified, appealed).when(takeAppeal).thenRefused('result.already-appealed');
    from(notified, appealed).when(accept).thenRefused('result.already-final');
  });

  it('is final when the appeal is dismissed, set aside when it is upheld', () => {
    from(notified, appealed).when({ kind: 'end-appeal', outcome: 'dismissed', at }).then(published('appeal-dismissed'));
    from(notified, appealed).when({ kind: 'end-appeal', outcome: 'upheld', at }).then({ kind: 'result-set-aside' });
    from(notified).when({ kind: 'end-appeal', outcome: 'upheld', at }).thenRefused('result.no-open-appeal');
  });

  it('that follows an upheld appeal is final at once', () => {
    from().when({ kind: 'publish-after-appeal', at }).then(published('appeal-upheld'));
    from(notified).when({ kind: 'publish-after-appeal', at }).then();
  });

  it('is superseded only when it was final', () => {
    from(notified, published('accepted')).when({ kind: 'supersede' }).then({ kind: 'result-superseded' });
    from(notified).when({ kind: 'supersede' }).then();
  });
});

describe('consequences of a grade (R109)', () => {
  const rules = { rectify: ['pass', 'fail'], reEvaluations: 1 } as const;
  it.each([
    ['excellent', 1, false, false],
    ['good', 1, false, false],
    ['pass', 1, true, false],
    ['fail', 1, true, true],
    ['pass', 2, true, false],
    ['fail', 2, false, false],
  ] as const)('%s at attempt %i: rectification %s, re-evaluation %s', (grade, attempt, rectify, again) => {
    expect(callsForRectification(grade, attempt, rules)).toBe(rectify);
    expect(opensReEvaluation(grade, attempt, rules)).toBe(again);
  });
});
