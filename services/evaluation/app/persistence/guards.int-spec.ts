import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allMigrations } from '@goufu/service';
import { testDatabase, type TestDatabase } from '@goufu/testing';
import { Client } from 'pg';
import { evaluationService } from '../evaluation.service.js';

const [contract, round, result, appeal] = ['201', '401', '501', '601'].map((n) => `0198f0a0-0000-7000-8000-000000000${n}`);
const agency = '0198f0a0-0000-7000-8000-00000000a001';

let database: TestDatabase;
let client: Client;
beforeAll(async () => {
  database = await testDatabase('evaluation', allMigrations(evaluationService));
  client = new Client({ connectionString: database.appUrl });
  await client.connect();
  await client.query(`INSERT INTO evaluation_plan VALUES ($1, $1, '510104', 1, 'active', $2, '某机构')`, [contract, agency]);
  await client.query(
    `INSERT INTO evaluation_round (id, contract_id, purchase_id, jurisdiction, agency_org_id, agency_name_zh, evaluation_code, kind, weight_bp, attempt,
       template_id, template_version, template, planned_due, ready_kind, status, revision, opened_by)
     VALUES ($1, $2, $2, '510104', $3, '某机构', 'final', 'final', 6000, 1, $2, 1, '{}', '2026-10-31', 'acceptance', 'concluded', 1, 'officer')`,
    [round, contract, agency],
  );
  await seat('eva', 'institute');
  await client.query(`INSERT INTO score_sheet VALUES ($1, 1, 'eva', '510104', 'signed', '{}', '2026-09-01', 'digest')`, [round]);
  await client.query(
    `INSERT INTO evaluation_result (id, round_id, revision, jurisdiction, status, score_bp, score_numerator, score_denominator, grade, vetoes, by_party, by_indicator, computed_at, published_at)
     VALUES ($1, $2, 1, '510104', 'published', 9000, 9, 10, 'excellent', '{}', '[]', '[]', '2026-09-01', '2026-09-10')`,
    [result, round],
  );
  await client.query(`INSERT INTO appeal (id, result_id, round_id, jurisdiction, status, grounds, indicators, filed_by, filed_at) VALUES ($1, $2, $3, '510104', 'filed', '不服', '{}', 'director', '2026-09-05')`, [
    appeal,
    result,
    round,
  ]);
}, 120_000);
afterAll(async () => {
  await client?.end();
  await database?.drop();
});

const seat = (evaluatorId: string, orgId: string, interest = 'none') =>
  client.query(`INSERT INTO panel_member (round_id, evaluator_id, seat_no, jurisdiction, org_id, party, interest) VALUES ($1, $2, 9, '510104', $3, 'purchaser', $4)`, [round, evaluatorId, orgId, interest]);
const signedBy = async (interest: string) => {
  await seat(interest, 'institute', interest);
  return client.query(`INSERT INTO score_sheet VALUES ($1, 1, $2, '510104', 'signed', '{}', '2026-09-01', 'digest')`, [round, interest]);
};
const decidedBy = (person: string) => client.query(`UPDATE appeal SET status = 'upheld', decided_by = $1, decided_at = '2026-09-06' WHERE id = $2`, [person, appeal]);

describe('straight through SQL, as the service itself connects', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['a signed sheet is locked', () => client.query(`UPDATE score_sheet SET content = '{"a":1}'`)],
    ['a signed sheet is locked', () => client.query('DELETE FROM score_sheet')],
    ['a published template never changes', () => client.query(`UPDATE template_version SET content = '{}'`)],
    ['a computed score does not change', () => client.query('UPDATE evaluation_result SET score_bp = 10000')],
    ['a computed score does not change', () => client.query('DELETE FROM evaluation_result')],
    ['evaluation_result_final', () => client.query(`INSERT INTO evaluation_result SELECT gen_random_uuid(), round_id, 2, jurisdiction, status, score_bp, score_numerator, score_denominator, grade, vetoes, by_party, by_indicator, computed_at, NULL, NULL, NULL, published_at FROM evaluation_result`)],
    ['the template of an opened round never changes', () => client.query(`UPDATE evaluation_round SET template = '{"a":1}'`)],
    ...['undeclared', 'recused', 'replaced'].map((interest): [string, () => Promise<unknown>] => ['interests are declared first', () => signedBy(interest)]),
    ['neither the evaluated agency nor the composer', () => seat('somebody', agency)],
    ['neither the evaluated agency nor the composer', () => seat('officer', 'bureau')],
    ['whoever scored or composed the panel', () => decidedBy('eva')],
    ['whoever scored or composed the panel', () => decidedBy('officer')],
    ['appeal_check', () => decidedBy('director')],
  ])('PostgreSQL refuses: %s', (reason, attempt) => expect(attempt()).rejects.toThrow(reason));

  it('and allows what is right', async () => {
    await expect(decidedBy('head')).resolves.toMatchObject({ rowCount: 1 });
  });
});
