import { describe, expect, it } from '@jest/globals';
import { profileFor } from '@goufu/jurisdiction';
import { awardDates } from './award.js';

describe('dates of an award', () => {
  it('T9: announced Fri 13 March, challengeable until Wed 25, contract by Sun 12 April', () => {
    expect(awardDates(profileFor('510104', '2026-03-13'), '2026-03-13')).toEqual({
      objectionUntil: '2026-03-25T15:59:59.999Z',
      signUntil: '2026-04-12T15:59:59.999Z',
    });
  });

  it('take a local objection window, which holds the signing too (R61)', () => {
    const national = profileFor('510104', '2026-03-13');
    const window = { amount: 7, unit: 'working-day', mode: 'minimum' } as const;
    const local = { ...national, get: ((key: Parameters<typeof national.get>[0]) => (key === 'award.objection_window' ? window : national.get(key))) as typeof national.get };
    expect(awardDates(local, '2026-03-13')).toMatchObject({ objectionUntil: '2026-03-24T15:59:59.999Z', signFrom: '2026-03-24T15:59:59.999Z' });
  });
});
