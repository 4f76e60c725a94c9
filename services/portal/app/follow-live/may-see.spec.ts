import { describe, expect, it } from '@jest/globals';
import { maySee } from './may-see.js';

const OWN = '0198a000-0000-7000-8000-000000000011';
const OTHER = '0198a000-0000-7000-8000-000000000012';
const agency = { roles: ['agency' as const], jurisdiction: '510104', orgId: OWN };
const purchaser = { roles: ['purchaser' as const], jurisdiction: '510104', orgId: OTHER };
const evaluator = { roles: ['evaluator' as const], jurisdiction: '510104', orgId: OTHER };
const fact = (classification: string, jurisdiction = '510104', about = OTHER) => ({ classification, jurisdiction, body: JSON.stringify({ agency: { orgId: about } }) });

describe('who is told that a fact has landed', () => {
  it('tells everybody of the region what is public, and nobody of another region', () => {
    for (const person of [agency, purchaser, evaluator]) {
      expect(maySee(person, fact('public'), false)).toBe(true);
      expect(maySee(person, fact('public', '620102'), true)).toBe(false);
    }
  });

  it('tells an authority above of what happens in its districts, and the nation of everything', () => {
    expect(maySee({ ...purchaser, jurisdiction: '5101' }, fact('restricted'), false)).toBe(true);
    expect(maySee({ ...purchaser, jurisdiction: 'CN' }, fact('restricted', '620102'), false)).toBe(true);
  });

  it('tells an agency of restricted facts only when they name its own organisation', () => {
    expect(maySee(agency, fact('restricted'), true)).toBe(false);
    expect(maySee(agency, fact('restricted', '510104', OWN), false)).toBe(true);
  });

  it('tells those who may read the purchase of its internal facts, and others not', () => {
    expect(maySee(evaluator, fact('internal', '510104', OWN), true)).toBe(true);
    expect(maySee(evaluator, fact('internal', '510104', OWN), false)).toBe(false);
    expect(maySee(evaluator, fact('restricted', '510104', OWN), true)).toBe(false);
  });
});
