import { describe, it } from '@jest/globals';
import { given } from '@goufu/testing';
import type { ProjectState } from '../project/project.js';
import type { RectificationFact } from './rectification.facts.js';
import { rectification, type RectificationState } from './rectification.js';

const due = '2026-10-30T15:59:59.999Z';
const inTime = '2026-10-30T15:59:59.999Z';
const tooLate = '2026-10-30T16:00:00.000Z';
const project: ProjectState = {
  status: 'running',
  suspended: false,
  terminated: false,
  revision: 1,
  termFrom: '2026-05-01',
  agencyOrgId: 'agency',
  purchaserOrgId: 'bureau',
};
const opened: RectificationState = { project, status: 'opened', due, late: false, version: 0 };
const from = (change: Partial<RectificationState> = {}) => given({ ...rectification, initial: { ...opened, ...change } });
const director = { actorId: 'director', orgId: 'agency' };
const officer = { actorId: 'officer', orgId: 'bureau' };

const submit = (at = inTime) => ({ kind: 'submit', textZh: '已整改', fileIds: [], by: director, at }) as const;
const submitted: RectificationFact = { kind: 'rectification-submitted', version: 1, textZh: '已整改', fileIds: [], late: false, by: director, at: inTime };
const accept = { kind: 'accept', by: officer, at: inTime } as const;
const accepted: RectificationFact = { kind: 'rectification-accepted', by: officer, at: inTime };
const fail = (at: string) => ({ kind: 'fail', reasons: ['未整改'], by: officer, at }) as const;
const failed = (at: string): RectificationFact => ({ kind: 'rectification-failed', reasons: ['未整改'], by: officer, at });

describe('the agency rectifies (R109)', () => {
  it('by the due day, and adds to it until it is decided', () => {
    from()().when(submit()).then(submitted);
    from()(submitted).when(submit(tooLate)).then({ ...submitted, version: 2, at: tooLate });
    from()(submitted, accepted).when(submit()).thenRefused('rectification.decided');
  });
  it('late is flagged, not failed', () => {
    from()().when({ kind: 'flag-late' }).then({ kind: 'rectification-flagged-late' });
    from()(submitted).when({ kind: 'flag-late' }).then();
    from()({ kind: 'rectification-flagged-late' }).when({ kind: 'flag-late' }).then();
    from()().when(submit(tooLate)).then({ ...submitted, late: true, at: tooLate });
  });
  it('also after acceptance, but not when the contract stands still or is over', () => {
    from({ project: { ...project, status: 'accepted' } })().when(submit()).then(submitted);
    from({ project: { ...project, suspended: true } })().when(submit()).thenRefused('project.suspended');
    from({ project: { ...project, terminated: true } })().when(submit()).thenRefused('project.terminated');
  });
});

describe('the purchaser decides', () => {
  it('once', () => {
    from()(submitted).when(accept).then(accepted);
    from()(submitted).when(fail(inTime)).then(failed(inTime));
    from()(submitted, accepted).when(fail(inTime)).thenRefused('rectification.decided');
    from()(submitted, failed(inTime)).when(accept).thenRefused('rectification.decided');
  });
  it('accepts nothing that was not handed in', () => from()().when(accept).thenRefused('rectification.not-submitted'));
  it('fails what never came, once its time is over', () => {
    from()().when(fail(inTime)).thenRefused('rectification.still-time');
    from()().when(fail(tooLate)).then(failed(tooLate));
  });
  it('never for the own organisation', () => {
    from()(submitted).when({ ...accept, by: { actorId: 'insider', orgId: 'agency' } }).thenRefused('project.own-work');
    from()(submitted).when({ ...accept, by: { actorId: 'neighbour', orgId: 'other' } }).thenRefused('project.other-purchaser');
  });
});

describe('a later revision of the result', () => {
  const dropped: RectificationFact = { kind: 'rectification-dropped' };
  it('drops what nobody decided, and nothing else', () => {
    from()().when({ kind: 'drop' }).then(dropped);
    from()(submitted).when({ kind: 'drop' }).then(dropped);
    from()(submitted, accepted).when({ kind: 'drop' }).then();
    from()(dropped).when(submit()).thenRefused('rectification.decided');
  });
});
