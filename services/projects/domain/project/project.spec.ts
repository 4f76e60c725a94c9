import { describe, it } from '@jest/globals';
import { given } from '@goufu/testing';
import type { ContractTerms } from './contract-terms.js';
import type { OpenEnds } from './project.commands.js';
import type { ProjectFact } from './project.facts.js';
import { project, type ProjectState } from './project.js';

const at = '2026-05-10T01:00:00.000Z';
const signed: ProjectState = {
  status: 'contracted',
  suspended: false,
  terminated: false,
  revision: 1,
  termFrom: '2026-05-01',
  agencyOrgId: 'agency',
  purchaserOrgId: 'bureau',
};
const from = (change: Partial<ProjectState> = {}) => given({ ...project, initial: { ...signed, ...change } });
const officer = { actorId: 'officer', orgId: 'bureau' };

const awaited: ProjectFact = { kind: 'approval-awaited' };
const started: ProjectFact = { kind: 'project-started', planVersion: 1, startsOn: '2026-05-10', at };
const accepted: ProjectFact = { kind: 'project-accepted', at };
const suspended: ProjectFact = { kind: 'project-suspended', reason: '整改' };
const terminated: ProjectFact = { kind: 'project-terminated', reason: '违约' };
const closed: ProjectFact = { kind: 'project-closed', outcome: 'completed', closedOn: '2026-05-10', by: 'officer', at };
const terms = (revision: number): ContractTerms => ({ revision, term: { from: '2026-06-01', to: '2027-05-31' }, priceFen: 1n, milestones: [], quotas: [] });

describe('a project', () => {
  const start = { kind: 'start', planVersion: 1, at } as const;
  it('starts when its plan is approved, once', () => {
    from()(awaited).when(start).then(started);
    from()(awaited, started).when(start).then();
  });
  it('does not start before the term of its contract', () => {
    from({ termFrom: '2026-06-01' })(awaited).when(start).then({ ...started, startsOn: '2026-06-01' });
  });
  it('waits for another plan when the first is returned', () => {
    from()(awaited).when({ kind: 'plan-again' }).then({ kind: 'plan-asked-again' });
    from()(awaited, { kind: 'plan-asked-again' }).when({ kind: 'await-approval' }).then(awaited);
    from()(awaited, started).when({ kind: 'plan-again' }).then();
  });
});

describe('a project follows its contract', () => {
  it('takes newer terms, never older ones', () => {
    from()().when({ kind: 'take-terms', terms: terms(2) }).then({ kind: 'terms-taken', terms: terms(2) });
    from()({ kind: 'terms-taken', terms: terms(3) }).when({ kind: 'take-terms', terms: terms(2) }).then();
  });
  it('stands still and goes on (R76)', () => {
    from()(awaited, started).when({ kind: 'suspend', reason: '整改' }).then(suspended);
    from()(suspended).when({ kind: 'suspend', reason: '整改' }).then();
    from()(suspended).when({ kind: 'resume', reason: '恢复' }).then({ kind: 'project-resumed', reason: '恢复' });
    from()().when({ kind: 'resume', reason: '恢复' }).then();
  });
  it('ends with it, and is not accepted after that', () => {
    from()(awaited, started).when({ kind: 'terminate', reason: '违约' }).then(terminated);
    from()(terminated).when({ kind: 'terminate', reason: '违约' }).then();
    from()(awaited, started, terminated).when({ kind: 'accept', at }).thenRefused('project.terminated');
  });
});

describe('closing', () => {
  const none: OpenEnds = { tranches: [], evaluations: [], rectifications: 0 };
  const close = (open: Partial<OpenEnds> = {}, change: { by?: typeof officer; handover?: { recordsHandedOver: boolean; personalDataSettled: boolean } } = {}) =>
    ({ kind: 'close', handover: { recordsHandedOver: true, personalDataSettled: true }, open: { ...none, ...open }, by: officer, at, ...change }) as const;
  const done = [awaited, started, accepted];

  it('completes an accepted project of which nothing is open', () => from()(...done).when(close()).then(closed));
  it.each<[string, Partial<OpenEnds>]>([
    ['project.tranche-open', { tranches: [4] }],
    ['project.evaluation-open', { evaluations: ['final'] }],
    ['project.rectification-open', { rectifications: 1 }],
  ])('is refused with %s', (code, open) => from()(...done).when(close(open)).thenRefused(code));
  it('waits for the acceptance (R68)', () => from()(awaited, started).when(close()).thenRefused('project.not-accepted'));
  it('waits while the contract is suspended', () => from()(...done, suspended).when(close()).thenRefused('project.suspended'));
  it('happens once', () => from()(...done, closed).when(close()).thenRefused('project.closed'));
  it('of a terminated contract needs the handover alone (R93)', () => {
    from()(awaited, terminated).when(close({ tranches: [1] })).then({ ...closed, outcome: 'terminated' });
    from()(awaited, terminated, { ...closed, outcome: 'terminated' }).when(close()).thenRefused('project.closed');
  });
  it('waits for records and personal data (R93, R187)', () => {
    for (const handover of [{ recordsHandedOver: false, personalDataSettled: true }, { recordsHandedOver: true, personalDataSettled: false }]) {
      from()(...done).when(close({}, { handover })).thenRefused('project.not-handed-over');
    }
  });
  it('is the purchaser’s own', () => {
    from()(...done).when(close({}, { by: { actorId: 'insider', orgId: 'agency' } })).thenRefused('project.own-work');
    from()(...done).when(close({}, { by: { actorId: 'neighbour', orgId: 'other' } })).thenRefused('project.other-purchaser');
  });
});
