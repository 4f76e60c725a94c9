/** Edits of files that know every slice. Each leaves a text as it is where it does not find its list, for a person to read. */

/** Puts `name` into `const <list> = [` and imports it. */
export function withEntry(text: string, list: string, name: string, from: string): string {
  const start = text.indexOf(`const ${list} = [\n`);
  const end = start === -1 ? -1 : text.indexOf('\n];', start);
  if (end === -1 || text.includes(`  ${name},\n`)) return text;
  return withImport(`${text.slice(0, end)}\n  ${name},${text.slice(end)}`, name, from);
}

/** After the last import of the file that sorts before it. */
function withImport(text: string, name: string, from: string): string {
  const lines = text.split('\n');
  const before = lines.findLastIndex((line) => {
    const [, path] = /^(?:import|\}) .*from '([^']+)';$/.exec(line) ?? [];
    return path !== undefined && (!path.startsWith('./') || path < from);
  });
  return lines.toSpliced(before + 1, 0, `import { ${name} } from '${from}';`).join('\n');
}

/** Adds the contract of a route in front of the file's list of routes, and its name to the list. */
export function withRoute(text: string, name: string, contract: string): string {
  const list = /export const \w+Routes = \[([^\]]*?),?(\s*)\] as const;\n/.exec(text);
  if (!list) return `${text}${contract}`;
  const [whole, names = '', gap = ''] = list;
  const entry = gap === '' ? `, ${name}` : `,\n  ${name},`;
  const longer = whole.replace(/,?\s*\] as const;\n$/, () => `${names.trim() === '' ? name : entry}${gap}] as const;\n`);
  return `${text.slice(0, list.index)}${contract.trimStart()}\n${longer}${text.slice(list.index + whole.length)}`;
}

/** Says in the catalogue that `service` reacts to a fact. */
export const withReactor = (text: string, fact: string, service: string): string =>
  text.replace(new RegExp(`('${fact.replace('.', '\\.')}': \\[)([^\\]]*)\\]`), (whole, start: string, services: string) =>
    services.includes(`'${service}'`) ? whole : `${start}${services === '' ? '' : `${services}, `}'${service}']`,
  );
