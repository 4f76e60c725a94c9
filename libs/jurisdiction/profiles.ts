import type { LocalDate } from '@goufu/kernel';
import { assertOverrides, resolveProfile, type Profile } from './profile.js';
import { assertComplete, readProfileFile, type ProfileFile } from './profile-file.js';
import CN from './profiles/CN.json' with { type: 'json' };
import sichuan from './profiles/51.json' with { type: 'json' };
import chengdu from './profiles/5101.json' with { type: 'json' };
import shenzhen from './profiles/4403.json' with { type: 'json' };
import gansu from './profiles/62.json' with { type: 'json' };
import { lineageOf } from './regions.js';

const files = new Map<string, ProfileFile>(
  Object.entries({ CN, 51: sichuan, 5101: chengdu, 4403: shenzhen, 62: gansu }).map(([code, raw]) => [code, readProfileFile(code, raw)]),
);

/** The files that `regionCode` inherits from, nation first. */
const levelsOf = (regionCode: string): readonly ProfileFile[] =>
  lineageOf(regionCode).flatMap(({ code }) => files.get(code) ?? []);

for (const code of files.keys()) assertOverrides(levelsOf(code));
for (const nation of levelsOf('CN')) assertComplete(nation);

/**
 * The profile of a nation, province, city or district on a day in China, inherited downwards (R2). Throws `RangeError` for an
 * unknown region, or for a day before the profiles begin (2021-07-01).
 */
export const profileFor = (regionCode: string, on: LocalDate): Profile => resolveProfile(regionCode, levelsOf(regionCode), on);
