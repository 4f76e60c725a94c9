import { describe, it } from '@jest/globals';
import { given as givenOf } from '@goufu/testing';
import { decide, evolve, unopened } from './budget-line.js';

const given = givenOf({ initial: unopened, decide, evolve });
const opened = { kind: 'opened', amount: 100n } as const;

describe('a budget line', () => {
  it('is opened with its appropriation', () => given().when({ kind: 'open', amount: 100n }).then(opened));
  it('has more than nothing', () => given().when({ kind: 'open', amount: 0n }).thenRefused('budget-line.nothing-appropriated'));
  it('grows', () => given(opened).when({ kind: 'change', amount: 150n, available: 0n, revision: 1 }).then({ kind: 'changed', amount: 150n, delta: 50n, revision: 2 }));
  it('shrinks by what is available, to the fen', () => {
    given(opened).when({ kind: 'change', amount: 60n, available: 40n, revision: 1 }).then({ kind: 'changed', amount: 60n, delta: -40n, revision: 2 });
    given(opened).when({ kind: 'change', amount: 60n, available: 39n, revision: 1 }).thenRefused('budget-line.below-bound');
  });
  it('stays when nothing changes', () => given(opened).when({ kind: 'change', amount: 100n, available: 0n, revision: 1 }).then());
  it('is not overwritten by somebody who saw an older one', () =>
    given(opened, { kind: 'changed', amount: 150n, delta: 50n, revision: 2 }).when({ kind: 'change', amount: 90n, available: 90n, revision: 1 }).thenRefused('budget-line.changed-meanwhile'));
});
