import { describe, expect, it } from '@jest/globals';
import { patiently, reasonOf, Unreachable } from './patience.js';

const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
const quietly = (lines: unknown[] = []) => ({ warn: (...line: unknown[]) => void lines.push(line) });

describe('waiting for what is needed to start', () => {
  it('tries again after an outage and says why', async () => {
    const lines: unknown[] = [];
    let tries = 0;
    const attempt = async () => {
      tries += 1;
      if (tries < 2) throw refused;
      return 'connected';
    };
    expect(await patiently('the database', quietly(lines), attempt)).toBe('connected');
    expect(lines).toEqual([[{ reason: 'connect ECONNREFUSED 127.0.0.1:5432' }, 'the database cannot be reached yet']]);
  });

  it('ends with one sentence when patience does', async () => {
    const attempt = () => Promise.reject(new AggregateError([refused]));
    const outcome = patiently('the database', quietly(), attempt, { forMs: 100, mayPass: () => true });
    await expect(outcome).rejects.toBeInstanceOf(Unreachable);
    await expect(outcome).rejects.toThrow('the database could not be reached within 0 s: connect ECONNREFUSED 127.0.0.1:5432');
  });

  it('does not wait for what no waiting mends', async () => {
    await expect(patiently('the database', quietly(), () => Promise.reject(new Error('password authentication failed')))).rejects.toThrow('password');
  });

  it('finds a reason in anything that is thrown', () => {
    expect([reasonOf(new TypeError('')), reasonOf('plain'), reasonOf(new AggregateError([refused]))]).toEqual(['TypeError', 'plain', refused.message]);
  });
});
