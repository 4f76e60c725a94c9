import { describe, expect, it } from '@jest/globals';
import { contractSigned } from '@goufu/contracts';
import { newId } from '@goufu/messaging';
import { AGENCIES, sampleOf, termsOf } from '../oversight-for-spec.js';
import { contractEvidence } from './evidence-of.js';
import { moveRanking } from './move-ranking.js';

/** Answers nothing, and counts. */
async function statementsFor(contracts: number): Promise<number> {
  let statements = 0;
  const query = <Row>(): Promise<Row[]> => {
    statements += 1;
    return Promise.resolve([]);
  };
  const pieces = Array.from({ length: contracts }, (_, i) =>
    contractEvidence({ id: newId(), jurisdiction: '510104', time: '2026-03-02T01:00:00.000Z', data: { ...sampleOf(contractSigned), ...termsOf(newId(), AGENCIES[i % 2] ?? '') } }),
  );
  await moveRanking({ query }, pieces);
  return statements;
}

describe('moving the ranking', () => {
  it.each([1, 100])('takes five statements for a chunk of %i', async (size) => {
    expect(await statementsFor(size)).toBe(5);
  });
});
