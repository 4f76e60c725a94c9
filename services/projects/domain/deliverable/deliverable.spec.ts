import { describe, expect, it } from '@jest/globals';
import { given } from '@goufu/testing';
import type { ProjectState } from '../project/project.js';
import type { DeliverableFact } from './deliverable.facts.js';
import { becomesReached, deliverable, type DeliverableState, type MilestoneState } from './deliverable.js';

const at = '2026-09-10T01:00:00.000Z';
const project: ProjectState = {
  status: 'running',
  suspended: false,
  terminated: false,
  revision: 1,
  termFrom: '2026-05-01',
  agencyOrgId: 'agency',
  purchaserOrgId: 'bureau',
};
const awaited: DeliverableState = { project, status: 'awaited', version: 0, dropped: false };
const from = (change: Partial<DeliverableState> = {}) => given({ ...deliverable, initial: { ...awaited, ...change } });
const inProject = (change: Partial<ProjectState>) => from({ project: { ...project, ...change } });
const director = { actorId: 'director', orgId: 'agency' };
const officer = { actorId: 'officer', orgId: 'bureau' };

const file = (sha256 = 'a') => ({ fileId: `file-${sha256}`, sha256, sizeBytes: 10, mediaType: 'application/pdf', fileName: '报告.pdf' });
const submit = (sha256?: string) => ({ kind: 'submit', file: file(sha256), by: director, at }) as const;
const submitted: DeliverableFact = { kind: 'deliverable-submitted', version: 1, file: file(), by: director, at };
const accept = { kind: 'accept', version: 1, by: officer, at } as const;
const accepted: DeliverableFact = { kind: 'deliverable-accepted', version: 1, by: officer, at };
const returned: DeliverableFact = { kind: 'deliverable-returned', version: 1, reasons: ['缺签字'], by: officer, at };

describe('the agency hands in a deliverable', () => {
  it('in versions, one at a time', () => {
    from()().when(submit()).then(submitted);
    from()(submitted).when(submit('b')).thenRefused('deliverable.waits-already');
    from()(submitted, returned).when(submit('b')).then({ ...submitted, version: 2, file: file('b') });
    from()(submitted, accepted).when(submit('b')).thenRefused('deliverable.already-accepted');
  });
  it('not the file that was returned again', () => from()(submitted, returned).when(submit()).thenRefused('deliverable.same-file'));
  it('not what an amendment dropped', () => from({ dropped: true })().when(submit()).thenRefused('deliverable.dropped'));
  it.each<[string, Partial<ProjectState>]>([
    ['project.not-running', { status: 'contracted' }],
    ['project.not-running', { status: 'planned' }],
    ['project.already-accepted', { status: 'accepted' }],
    ['project.closed', { status: 'closed' }],
    ['project.suspended', { suspended: true }],
    ['project.terminated', { terminated: true }],
  ])('refused with %s', (code, change) => inProject(change)().when(submit()).thenRefused(code));
});

describe('the purchaser decides on it (R68)', () => {
  it('accepts or returns it with reasons', () => {
    from()(submitted).when(accept).then(accepted);
    from()(submitted).when({ ...accept, kind: 'return', reasons: ['缺签字'] }).then(returned);
  });
  it('once, and on the version that waits', () => {
    from()(submitted, accepted).when(accept).thenRefused('deliverable.not-waiting');
    from()().when(accept).thenRefused('deliverable.version-not-found');
    from()(submitted).when({ ...accept, version: 2 }).thenRefused('deliverable.version-not-found');
    from()(submitted, returned, { ...submitted, version: 2, file: file('b') }).when(accept).thenRefused('deliverable.not-waiting');
  });
  it('never on the work of the own organisation, nor on their own', () => {
    from()(submitted).when({ ...accept, by: { actorId: 'insider', orgId: 'agency' } }).thenRefused('project.own-work');
    from()({ ...submitted, by: officer }).when(accept).thenRefused('project.own-work');
    from()(submitted).when({ ...accept, by: { actorId: 'neighbour', orgId: 'other' } }).thenRefused('project.other-purchaser');
  });
  it('not while the contract is suspended', () => inProject({ suspended: true })(submitted).when(accept).thenRefused('project.suspended'));
});

describe('a milestone', () => {
  const of = (...deliverables: MilestoneState['deliverables']): MilestoneState => ({ reachedAt: undefined, dropped: false, deliverables });
  const yes = { status: 'accepted', dropped: false } as const;
  const no = { status: 'submitted', dropped: false } as const;
  it('is reached when all its deliverables are accepted', () => {
    expect([of(yes, yes), of(yes, no), of(no)].map(becomesReached)).toEqual([true, false, false]);
  });
  it('is reached without what an amendment dropped, but not with nothing', () => {
    expect([of(yes, { ...no, dropped: true }), of({ ...no, dropped: true }), of()].map(becomesReached)).toEqual([true, false, false]);
  });
  it('is reached once, and not when it was dropped', () => {
    expect([{ ...of(yes), reachedAt: at }, { ...of(yes), dropped: true }].map(becomesReached)).toEqual([false, false]);
  });
});
