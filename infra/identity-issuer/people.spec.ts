import { describe, expect, it } from '@jest/globals';
import { isId, isUnifiedSocialCreditCode } from '@goufu/kernel';
import { organisationOf, organisations, people, personBySub, personByUsername } from './people.js';

describe('the people of the demonstration', () => {
  it('have distinct usernames and subjects that services accept as ids', () => {
    expect(new Set(people.map((person) => person.username)).size).toBe(people.length);
    expect(new Set(people.map((person) => person.sub)).size).toBe(people.length);
    expect(people.every((person) => isId(person.sub))).toBe(true);
  });

  it('belong to organisations with right credit codes (R189)', () => {
    expect(organisations.filter(({ uscc, orgId }) => !isUnifiedSocialCreditCode(uscc) || !isId(orgId))).toEqual([]);
    expect(new Set(organisations.map((each) => each.uscc)).size).toBe(organisations.length);
    expect(() => people.map(organisationOf)).not.toThrow();
  });

  it.each([
    ['finance-officer', 1],
    ['finance-approver', 3],
    ['finance-leader', 1],
    ['purchaser', 2],
    ['contract-approver', 1],
    ['panel-member', 5],
    ['agency', 3],
    ['evaluator', 3],
    ['auditor', 1],
    ['operator', 2],
  ])('can fill the role %s with %i different people', (role, count) => {
    expect(people.filter((person) => person.roles.includes(role))).toHaveLength(count);
  });

  it('are found by username and by subject', () => {
    const agency = personByUsername('agency-a');
    expect(agency && personBySub(agency.sub)).toBe(agency);
    expect(personByUsername('nobody')).toBeUndefined();
  });
});
