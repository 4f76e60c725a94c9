import { localDateOf, type Instant } from '@goufu/kernel';
import { padEnd, tableOf, type Column } from './text.js';

const WHO_WIDTH = 16;
const INDENT = ' '.repeat(12);

/** What is told of a fact that followed an act: its wire type, how long it took, and how it came about. */
export interface ToldFact {
  readonly type: string;
  /** Machine time from the answer to the fact seen; undefined for what this act did not cause. */
  readonly latencyMs: number | undefined;
}

/** Tells the play to the person at the terminal, Chinese first, one act a paragraph. */
export class Narrator {
  constructor(private readonly write: (text: string) => void) {}

  heading(zh: string, en: string): void {
    this.#line(`\n━━ ${zh} · ${en}`);
  }

  /** Whose story goes on. */
  subject(zh: string, en: string): void {
    this.#line(`  〔${zh} · ${en}〕`);
  }

  /** Business time went on. */
  day(at: Instant): void {
    this.#line(`\n  ${localDateOf(at)}`);
  }

  act(who: string, zh: string, en: string): void {
    this.#line(`    ${padEnd(who, WHO_WIDTH)}  ${zh}${en === '' ? '' : ` · ${en}`}`);
  }

  facts(facts: readonly ToldFact[]): void {
    if (facts.length === 0) return;
    const told = facts.map(({ type, latencyMs }) => `${shortName(type)}${latencyMs === undefined ? '' : ` ${Math.max(1, Math.round(latencyMs))} ms`}`);
    for (const line of wrapped(told, 120)) this.#line(`${INDENT}→ ${line}`);
  }

  /** What happened on the ledger: `可用 −1.00 · 预留 +1.00`. */
  ledger(movements: readonly string[]): void {
    if (movements.length > 0) this.#line(`${INDENT}账 ${movements.join(' · ')}`);
  }

  remark(zh: string, en: string): void {
    this.#line(`${INDENT}${zh} · ${en}`);
  }

  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void {
    for (const line of tableOf(columns, rows)) this.#line(`    ${line}`);
  }

  #line(text: string): void {
    this.write(`${text}\n`);
  }
}

/** `funding.tranche-released.v1` → `funding.tranche-released`. */
const shortName = (type: string): string => type.replace(/\.v\d+$/, '');

function wrapped(parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length + 3 <= width) lines[lines.length - 1] = `${last} · ${part}`;
    else lines.push(part);
  }
  return lines;
}
