import { describe, it } from '@jest/globals';
import { given } from '@goufu/testing';
import type { AppealFact } from './appeal.facts.js';
import { appeal } from './appeal.js';

const at = '2026-07-17T02:00:00.000Z';
const from = given({ ...appeal, initial: { status: 'none', involved: ['eva', 'pan', 'officer'] } });
const file = { kind: 'file', by: 'director', grounds: '评分有误', indicators: ['team'], at } as const;
const filed: AppealFact = { ...file, kind: 'appeal-filed' };
const decide = { kind: 'decide', by: 'head', outcome: 'upheld', reasons: '理由成立', at } as const;
const decided: AppealFact = { ...decide, kind: 'appeal-decided' };

describe('an appeal', () => {
  it('is filed once', () => {
    from().when(file).then(filed);
    from(filed).when(file).thenRefused('appeal.already-filed');
    from(filed, decided).when(file).thenRefused('appeal.already-filed');
  });
  it('is decided once, after it was filed', () => {
    from(filed).when(decide).then(decided);
    from(filed).when({ ...decide, outcome: 'dismissed' }).then({ ...decided, outcome: 'dismissed' });
    from().when(decide).thenRefused('appeal.not-found');
    from(filed, decided).when(decide).thenRefused('appeal.already-decided');
  });
  it.each(['eva', 'pan', 'officer', 'director'])('is not decided by %s, who is involved (R110)', (by) => {
    from(filed).when({ ...decide, by }).thenRefused('appeal.not-independent');
  });
});
