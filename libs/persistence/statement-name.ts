/** More texts than any service has: a text that is made anew each time must not fill the server's memory. */
const AT_MOST = 500;
const names = new Map<string, string>();

/** The name under which every connection of this process prepares a statement; undefined once there are too many. */
export function nameOf(sql: string): string | undefined {
  const known = names.get(sql);
  if (known !== undefined || names.size >= AT_MOST) return known;
  const name = `s${names.size}`;
  names.set(sql, name);
  return name;
}
