import type { LocalDate } from '@goufu/kernel';
import { digestOf } from './digest.js';
import { kinds, profileKeys, type ProfileKey, type ProfileValues } from './keys.js';
import { ProfileError, type Entry, type ProfileFile } from './profile-file.js';

/** Where a value comes from, for people and for the record. */
export type Source = Omit<Entry, 'value'> & { readonly regionCode: string; readonly file: string };

/** The numbers that hold in one region on one day, each inherited from the nearest level that sets it (R2). */
export interface Profile {
  readonly regionCode: string;
  /**
   * `510104@2025-06-01.1f0c…`: the region, the day since which these values hold, and a digest of them. The same values always
   * give the same version, and a corrected file gives another one.
   */
  readonly version: string;
  get<K extends ProfileKey>(key: K): ProfileValues[K];
  sourceOf(key: ProfileKey): Source;
}

interface Found extends Entry {
  readonly level: ProfileFile;
}

const holdsOn = (entry: Entry, on: LocalDate): boolean =>
  entry.effectiveFrom <= on && (entry.effectiveTo === null || on <= entry.effectiveTo);

/**
 * The profile of `regionCode` on a day, from its levels, nation first. Throws `RangeError` for a day on which a key has no value:
 * the nation's file begins later.
 */
export function resolveProfile(regionCode: string, levels: readonly ProfileFile[], on: LocalDate): Profile {
  const found = new Map(profileKeys.map((key) => [key, find(key, levels, on)]));
  const entryOf = (key: ProfileKey): Found => found.get(key) ?? find(key, levels, on);
  return {
    regionCode,
    get version() {
      return versionOf(regionCode, found);
    },
    get: (key) => kinds[key].read(entryOf(key).value),
    sourceOf(key) {
      const { value: _, level, ...source } = entryOf(key);
      return { regionCode: level.regionCode, file: level.file, ...source };
    },
  };
}

function find(key: ProfileKey, levels: readonly ProfileFile[], on: LocalDate): Found {
  for (const level of levels.toReversed()) {
    const entry = level.entries.get(key)?.find((candidate) => holdsOn(candidate, on));
    if (entry !== undefined) return { ...entry, level };
  }
  throw new RangeError(`no value of "${key}" on ${on}: the profiles begin later`);
}

function versionOf(regionCode: string, found: ReadonlyMap<ProfileKey, Found>): string {
  const entries = [...found.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const since = entries.reduce((latest, [, { effectiveFrom }]) => (effectiveFrom > latest ? effectiveFrom : latest), '');
  return `${regionCode}@${since}.${digestOf(entries.map(([key, { value }]) => [key, value]))}`;
}

/**
 * Refuses a level that overrides what a level above it forbids, or in the wrong direction, while both hold (R2).
 * Levels nation first. Throws `ProfileError` that names key and file.
 */
export function assertOverrides(levels: readonly ProfileFile[]): void {
  for (const [depth, lower] of levels.entries()) {
    for (const upper of levels.slice(0, depth)) {
      for (const [key, entries] of lower.entries) {
        for (const entry of entries) {
          for (const above of upper.entries.get(key) ?? []) assertOverride(key, { ...above, level: upper }, { ...entry, level: lower });
        }
      }
    }
  }
}

function assertOverride<K extends ProfileKey>(key: K, upper: Found, lower: Found): void {
  const overlap = lower.effectiveFrom <= (upper.effectiveTo ?? '9999') && upper.effectiveFrom <= (lower.effectiveTo ?? '9999');
  if (!overlap || kinds[key].permits(upper.override, kinds[key].read(upper.value), kinds[key].read(lower.value))) return;
  const values = `${JSON.stringify(upper.value)} → ${JSON.stringify(lower.value)}`;
  throw new ProfileError(lower.level.file, key, `overrides ${upper.level.file} (${values}), which allows only "${upper.override}" (R2)`);
}
