import { addDays, isLocalDate, type LocalDate } from '@goufu/kernel';
import { isProfileKey, kinds, profileKeys, type ProfileKey } from './keys.js';
import { checked, oneOf, optional, OVERRIDES, readStructure, text, type Kind, type Override } from './kinds.js';

/**
 * How well a source is known: S a founding document of Goufu, A the full official text, B an excerpt or secondary page,
 * C an example from practice, M from memory and unverified, D our own default.
 */
const EVIDENCE = ['S', 'A', 'B', 'C', 'M', 'D'] as const;

/** One dated value of one key in one file (R2). */
export interface Entry {
  readonly value: unknown;
  /** Whether the number itself still passes (以上, 以内) or not (不足, 低于); `none` where the value is no limit. */
  readonly limit: 'inclusive' | 'exclusive' | 'none';
  /** What a lower level may do with it. */
  readonly override: Override;
  /** The rule of docs/rules.md that leaves the number open. */
  readonly rule: string;
  /** Document and article. */
  readonly source: string;
  readonly grade: (typeof EVIDENCE)[number];
  readonly effectiveFrom: LocalDate;
  /** The last day on which it holds; `null` while no end is known. */
  readonly effectiveTo: LocalDate | null;
}

/** What one level says: `profiles/51.json`. */
export interface ProfileFile {
  readonly regionCode: string;
  readonly file: string;
  readonly entries: ReadonlyMap<ProfileKey, readonly Entry[]>;
}

/** A profile file that must not be used, with the file and the key at fault. */
export class ProfileError extends Error {
  constructor(readonly file: string, readonly key: string, reason: string) {
    super(`${file}: ${key}: ${reason}`);
    this.name = 'ProfileError';
  }
}

const ruleNumber = checked(text, 'a rule like R52', (name) => /^R\d{1,3}$/.test(name));
const date = checked(text, 'a date', isLocalDate);
const asWritten: Kind<unknown> = { read: (raw) => raw, permits: () => false };

/** Reads and checks one file. Throws `ProfileError`. */
export function readProfileFile(regionCode: string, raw: Readonly<Record<string, unknown>>): ProfileFile {
  const file = `profiles/${regionCode}.json`;
  const entries = new Map<ProfileKey, readonly Entry[]>();
  for (const [key, values] of Object.entries(raw)) {
    if (!isProfileKey(key)) throw new ProfileError(file, key, 'is no key of keys.ts');
    entries.set(key, readEntries(file, key, values));
  }
  return { regionCode, file, entries };
}

function readEntries(file: string, key: ProfileKey, raw: unknown): readonly Entry[] {
  try {
    if (!Array.isArray(raw) || raw.length === 0) throw new RangeError('expected a list of dated values');
    const entries = raw.map((entry: unknown) => readEntry(key, entry));
    for (const [i, entry] of entries.entries()) {
      const next = entries[i + 1];
      if (entry.effectiveTo !== null && entry.effectiveTo < entry.effectiveFrom) throw new RangeError(`ends before ${entry.effectiveFrom}`);
      if (next && (entry.effectiveTo === null || next.effectiveFrom <= entry.effectiveTo)) throw new RangeError(`overlaps at ${next.effectiveFrom}`);
    }
    return entries;
  } catch (error) {
    throw new ProfileError(file, key, error instanceof Error ? error.message : String(error));
  }
}

function readEntry(key: ProfileKey, raw: unknown): Entry {
  return readStructure(raw, (field) => {
    const value = field('value', asWritten);
    kinds[key].read(value);
    return {
      value,
      limit: field('limit', oneOf('inclusive', 'exclusive', 'none')),
      override: field('override', oneOf(...OVERRIDES)),
      rule: field('rule', ruleNumber),
      source: field('source', text),
      grade: field('grade', oneOf(...EVIDENCE)),
      effectiveFrom: field('effectiveFrom', date),
      effectiveTo: field('effectiveTo', optional(date)),
    };
  });
}

/** The uppermost file must value every key on every day since it began. Throws `ProfileError`. */
export function assertComplete(nation: ProfileFile): void {
  for (const key of profileKeys) {
    const entries = nation.entries.get(key);
    if (entries === undefined) throw new ProfileError(nation.file, key, 'has no national value to inherit');
    for (const [i, { effectiveTo }] of entries.entries()) {
      const next = entries[i + 1]?.effectiveFrom ?? null;
      const resumes = effectiveTo === null ? null : addDays(effectiveTo, 1);
      if (next !== resumes) throw new ProfileError(nation.file, key, `has no value from ${resumes} on`);
    }
  }
}
