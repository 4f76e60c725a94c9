import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { deflateSync } from 'node:zlib';
import { eventually } from '@goufu/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { codeOf, director, insider, MAX_FILE_BYTES, neighbour, officer, pdf, rival, runningProject, startProjects, stranger, type Opened, type Service } from '../projects-for-spec.js';

let service: Service;
let opened: Opened;
let path: string;
beforeAll(async () => {
  service = await startProjects();
  opened = await runningProject(service);
  path = `/deliverables/${opened.deliverableOf['first-half']}`;
}, 120_000);
afterAll(() => service?.close());

const state = () =>
  service.query(`SELECT (SELECT count(*)::int FROM project_file) AS files, (SELECT count(*)::int FROM deliverable_version) AS versions, (SELECT count(*)::int FROM fact) AS facts`);
const stored = async (): Promise<string[]> => {
  const entries = await readdir(service.variables['FILE_STORE_DIR'] ?? '', { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).split('/').slice(-4).join('/'));
};
const unchanged = async (work: () => Promise<{ status: number; body: unknown }>, status: number, code: string): Promise<void> => {
  const before = [await state(), await stored()];
  const answer = await work();
  expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  expect([await state(), await stored()]).toEqual(before);
};
const unchangedOnceSettled = async (work: () => Promise<void>): Promise<void> => {
  const before = [await state(), await stored()];
  await work();
  await eventually(async () => {
    if (!isDeepStrictEqual([await state(), await stored()], before)) throw new Error('something is left of it');
  });
};
const upload = (content: Buffer, name: string, person = director) => service.upload(person, `${path}/versions`, content, name);
const decide = (person: typeof officer, verb: string, body?: unknown, version = 1) => service.call(person, 'POST', `${path}/versions/${version}/${verb}`, body);

/** The smallest archive: one stored, empty entry. */
const zipOf = (name: string): Buffer => {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(name.length, 26);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  return Buffer.concat([header, Buffer.from(name), end]);
};

describe('an upload is refused and leaves nothing', () => {
  it.each<[string, () => Buffer, string, number, string]>([
    ['an empty file', () => Buffer.alloc(0), 'a.pdf', 422, 'file.empty'],
    ['a program that is called a report', () => Buffer.from('MZ\u0090\u0000'.padEnd(200, '\u0001'), 'latin1'), 'a.pdf', 422, 'file.type-not-allowed'],
    ['a page', () => Buffer.from('<html><script>alert(1)</script></html>'), 'a.html', 422, 'file.type-differs'],
    ['a picture that is called a report', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'a.pdf', 422, 'file.type-differs'],
    ['bytes', () => deflateSync(Buffer.from('x'.repeat(500))), 'a.txt', 422, 'file.type-not-allowed'],
    ['a file that is too large', () => Buffer.concat([pdf(), Buffer.alloc(MAX_FILE_BYTES, 0x20)]), 'a.pdf', 413, 'request.too-large'],
  ])('%s', (_what, content, name, status, code) => unchanged(() => upload(content(), name), status, code));

  it('when the line is cut in the middle', () =>
    unchangedOnceSettled(async () => {
      const boundary = 'the-boundary';
      const headers = { authorization: `Bearer ${await service.issuer.tokenFor(director)}`, 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': '90000' };
      const line = request(`${service.running.url}${path}/versions`, { method: 'POST', headers });
      const cut = new Promise((resolve) => line.once('error', resolve));
      line.write(`--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n${pdf().toString()}${' '.repeat(40_000)}`);
      await eventually(async () => {
        if (!(await stored()).some((file) => file.includes('incoming'))) throw new Error('nothing is received yet');
      });
      line.destroy();
      await cut;
    }));

  it('for another agency, another role, no form and an unknown deliverable', async () => {
    await unchanged(() => upload(pdf(), 'a.pdf', rival), 404, 'deliverable.not-found');
    await unchanged(() => upload(pdf(), 'a.pdf', officer), 403, 'request.forbidden');
    await unchanged(() => service.call(director, 'POST', `${path}/versions`, {}), 415, 'request.unsupported-media-type');
    await unchanged(() => service.upload(director, '/deliverables/0198f0a0-0000-7000-8000-0000000000ff/versions', pdf(), 'a.pdf'), 404, 'deliverable.not-found');
    await unchanged(() => service.upload(director, '/deliverables/nonsense/versions', pdf(), 'a.pdf'), 400, 'request.invalid-parameters');
  });

  it('when a version is to be decided that is not there', () => unchanged(() => decide(officer, 'acceptance'), 404, 'deliverable.version-not-found'));
});

describe('a deliverable', () => {
  it('is handed in once per key, returned, handed in again and accepted', async () => {
    const key = { 'idempotency-key': 'hand-in-1' };
    const first = await service.upload(director, `${path}/versions`, pdf('一'), '../中期 报告.pdf', key);
    const sha256 = createHash('sha256').update(pdf('一')).digest('hex');
    const file = { fileName: '中期 报告.pdf', mediaType: 'application/pdf', sha256, sizeBytes: pdf('一').length, uploadedBy: 'director' };
    expect(first).toMatchObject({ status: 201, body: { status: 'submitted', version: 1, versions: [{ file }] } });
    expect(await service.upload(director, `${path}/versions`, pdf('一'), '../中期 报告.pdf', key)).toEqual(first);
    await unchanged(() => service.upload(director, `${path}/versions`, pdf('二'), '../中期 报告.pdf', key), 409, 'idempotency.key-reused');
    expect(await stored()).toEqual([`content/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`]);

    await unchanged(() => upload(pdf('二'), 'b.pdf'), 409, 'deliverable.waits-already');
    await unchanged(() => decide(officer, 'return', { reasons: [] }), 422, 'request.invalid-body');
    await unchanged(() => decide(insider, 'acceptance'), 403, 'project.own-work');
    await unchanged(() => decide(neighbour, 'acceptance'), 403, 'project.other-purchaser');
    await unchanged(() => decide(stranger, 'acceptance'), 404, 'deliverable.not-found');
    await unchanged(() => decide(director, 'acceptance'), 403, 'request.forbidden');

    expect(await decide(officer, 'return', { reasons: ['缺签字'] })).toMatchObject({ status: 200, body: { status: 'returned' } });
    await unchanged(() => upload(pdf('一'), 'same.pdf'), 409, 'deliverable.same-file');
    expect(await upload(zipOf('报告/'), 'all.zip')).toMatchObject({ status: 201, body: { version: 2, versions: [{ file: { mediaType: 'application/zip' } }, { reasons: ['缺签字'] }] } });
    await unchanged(() => decide(officer, 'acceptance'), 409, 'deliverable.not-waiting');

    const answers = await Promise.all([decide(officer, 'acceptance', undefined, 2), decide({ ...officer, sub: 'colleague' }, 'acceptance', undefined, 2)]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const types = (await service.published(opened.purchaseId)).map(({ type }) => type);
    expect(types.filter((type) => type === 'projects.milestone-reached.v1')).toHaveLength(1);
  });

  it('is downloaded as a file to save, by those whom it concerns', async () => {
    const { body } = await service.call(director, 'GET', `/projects/${opened.projectId}`);
    const { milestones } = body as { milestones: { deliverables: { versions: { file: { fileId: string; sha256: string } }[] }[] }[] };
    const file = milestones[0]?.deliverables[0]?.versions[1]?.file;
    const response = await service.send(officer, `/project-files/${file?.fileId}`);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="__ __.pdf"; filename*=UTF-8''${encodeURIComponent('中期 报告.pdf')}`,
      'x-content-type-options': 'nosniff',
    });
    expect(createHash('sha256').update(Buffer.from(await response.arrayBuffer())).digest('hex')).toBe(file?.sha256);
    for (const person of [rival, stranger]) expect((await service.send(person, `/project-files/${file?.fileId}`)).status).toBe(404);
    expect((await service.send({ ...officer, roles: ['finance-officer'] }, `/project-files/${file?.fileId}`)).status).toBe(403);
  });
});

describe('PostgreSQL', () => {
  it('refuses the same: own work, changed records, reopened decisions', async () => {
    const { deliverableOf, projectId } = opened;
    const [version] = await service.query<{ file_id: string }>('SELECT file_id FROM deliverable_version WHERE version = 1');
    const file = `INSERT INTO project_file SELECT gen_random_uuid(), project_id, jurisdiction, sha256, size_bytes, media_type, file_name, uploaded_by, uploaded_at FROM project_file WHERE id = '${version?.file_id}' RETURNING id`;
    const [{ id: fileId } = { id: '' }] = await service.query<{ id: string }>(file);
    const handIn = (by: string, org: string) =>
      `INSERT INTO deliverable_version VALUES ('${deliverableOf['second-half']}', 1, '510104', '${fileId}', 'accepted', 'director', '${director.org_id}', '2026-06-01', '${by}', '${org}', '2026-06-02')`;
    await expect(service.query(handIn('director', officer.org_id ?? ''))).rejects.toThrow('violates check constraint');
    await expect(service.query(handIn('insider', director.org_id ?? ''))).rejects.toThrow('does not decide on its own work');
    await expect(service.query(`UPDATE deliverable_version SET reasons = '{x}' WHERE version = 1`)).rejects.toThrow('stays as it is');
    await expect(service.query(`UPDATE project_file SET sha256 = repeat('0', 64)`)).rejects.toThrow('never changed');
    await expect(service.query(`UPDATE project SET status = 'closed' WHERE id = $1`, [projectId])).rejects.toThrow('violates check constraint');
  });
});
