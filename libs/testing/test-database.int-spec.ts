import { expect, it } from '@jest/globals';
import { openDatabase, sqlMigration } from '@goufu/persistence';
import { testDatabase } from './test-database.js';

const tables = (column: string) => [
  sqlMigration(20990101001, 'Spec', `CREATE TABLE spec (${column} int); CREATE TABLE shut (id int); REVOKE INSERT ON shut FROM goufu_funding_app`),
];

it('clones a migrated database with the rights of the service, each apart from the others', async () => {
  const [one, other] = await Promise.all([testDatabase('funding', tables('a')), testDatabase('funding', tables('a'))]);
  const [app, second] = await Promise.all([openDatabase({ url: one.appUrl }), openDatabase({ url: other.appUrl })]);
  await app.query('INSERT INTO spec (a) VALUES (1)');
  expect(await second.query('SELECT * FROM spec')).toEqual([]);
  await expect(app.query('INSERT INTO shut (id) VALUES (1)')).rejects.toThrow('permission denied');
  await expect(app.query('CREATE TABLE mine (id int)')).rejects.toThrow('permission denied');
  await Promise.all([app.destroy(), second.destroy()]);
  await Promise.all([one.drop(), other.drop()]);
});

it('makes another template when a migration changes', async () => {
  const database = await testDatabase('funding', tables('b'));
  const app = await openDatabase({ url: database.appUrl });
  expect(await app.query('SELECT b FROM spec')).toEqual([]);
  await app.destroy();
  await database.drop();
});
