/** Columns on a terminal: Chinese characters and full-width punctuation take two. */
const widthOf = (text: string): number =>
  Array.from(text).reduce((width, character) => width + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(character) ? 2 : 1), 0);

export const padEnd = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)));
const padStart = (text: string, width: number): string => ' '.repeat(Math.max(0, width - widthOf(text))) + text;

/** A column of a table; figures stand right. */
export interface Column {
  readonly title: string;
  readonly figures?: boolean;
}

/** Rows under their titles, every column as wide as its widest cell. */
export function tableOf(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const lines = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => widthOf(line[i] ?? ''))));
  return lines.map((line) =>
    columns.map(({ figures }, i) => (figures ? padStart : padEnd)(line[i] ?? '', widths[i] ?? 0)).join('  ').trimEnd(),
  );
}
