import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readMatrix } from './matrix.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'matrix-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const KILL = { kind: 'kill', victim: 'postgres', moments: ['any'], share: 10 };
const ROW = { row: 2, title: 'SIGKILL', seed: 1, purchases: 3, expected: 'kept', faults: [KILL] };
const reading = (content: object | string) => () => {
  writeFileSync(join(folder, '02.json'), typeof content === 'string' ? content : JSON.stringify(content));
  return readMatrix(folder);
};

describe('the fault matrix', () => {
  it('is read whole, its kills add up to a hundred, and no row is there twice', () => {
    const rows = readMatrix();
    expect(rows.flatMap(({ faults }) => faults).reduce((sum, fault) => sum + ('share' in fault ? fault.share : 0), 0)).toBe(100);
    expect(new Set(rows.map(({ row }) => row)).size).toBe(rows.length);
  });

  it('takes a right row', () => {
    expect(reading(ROW)()).toEqual([ROW]);
  });

  it.each([
    ['no JSON', '{', /matrix\/02\.json is no JSON/],
    ['a row beyond the matrix', { ...ROW, row: 19 }, /matrix\/02\.json: row: /],
    ['an unknown victim', { ...ROW, faults: [{ ...KILL, victim: 'nobody' }] }, /faults\.0\.victim: /],
    ['an unknown kind', { ...ROW, faults: [{ kind: 'hope' }] }, /faults\.0\.kind: /],
    ['a field that nobody reads', { ...ROW, sed: 1 }, /sed/],
  ])('refuses %s and names the field', (_what, content, message) => {
    expect(reading(content)).toThrow(message);
  });
});
