import { describe, expect, it } from '@jest/globals';
import { isId, isUnifiedSocialCreditCode, madeAt, uuidV7 } from './ids.js';
import { addDays, endOfDay, isLocalDate, localDateOf, startOfDay } from './time.js';

describe('ids', () => {
  it('makes a UUIDv7 that sorts by time', () => {
    const random = new Uint8Array(10).fill(0xab);
    const earlier = uuidV7(1_772_400_000_000, random);
    const later = uuidV7(1_772_400_000_001, random);
    expect(isId(earlier)).toBe(true);
    expect(earlier.charAt(14)).toBe('7');
    expect(earlier < later).toBe(true);
    expect(madeAt(later)).toBe(1_772_400_000_001);
    expect(madeAt('0198f0a0-0000-5000-8000-000000000001')).toBeUndefined();
  });

  it('checks the last character of a unified social credit code', () => {
    expect(isUnifiedSocialCreditCode('91350100M000100Y43')).toBe(true);
    expect(isUnifiedSocialCreditCode('91350100M000100Y44')).toBe(false);
    expect(isUnifiedSocialCreditCode('91350100M000100Y4')).toBe(false);
  });
});

describe('days in China', () => {
  it('begin at 16:00 UTC of the day before', () => {
    expect(startOfDay('2026-03-02')).toBe('2026-03-01T16:00:00.000Z');
    expect(endOfDay('2026-03-02')).toBe('2026-03-02T15:59:59.999Z');
    expect(localDateOf('2026-03-01T16:00:00.000Z')).toBe('2026-03-02');
    expect(localDateOf('2026-03-01T15:59:59.999Z')).toBe('2026-03-01');
  });

  it('cross months and refuse days that do not exist', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(isLocalDate('2026-02-30')).toBe(false);
    expect(isLocalDate('2026-02-28')).toBe(true);
  });
});
