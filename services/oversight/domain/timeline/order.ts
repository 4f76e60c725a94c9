import type { Id, Instant } from '@goufu/kernel';

/** What the order of a timeline depends on. */
export interface Ordered {
  readonly factId: Id;
  /** Business time of the publisher. */
  readonly at: Instant;
  /** Who counts `sequence`: the context of the fact. */
  readonly context: string;
  readonly sequence: number;
  readonly causationId?: Id | undefined;
}

/**
 * By business time; within one moment, every fact behind what caused it and behind the earlier facts of its own service, and
 * else in the order in which they were made. Depends on the facts alone, not on the order in which they came.
 */
export function inOrder<Line extends Ordered>(lines: readonly Line[]): Line[] {
  const moments = new Map<Instant, Line[]>();
  for (const line of lines) moments.set(line.at, [...(moments.get(line.at) ?? []), line]);
  return [...moments].toSorted(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, moment]) => causally(moment));
}

function causally<Line extends Ordered>(moment: readonly Line[]): Line[] {
  const madeAt = ages(moment);
  const age = ({ factId }: Line): string => madeAt.get(factId) ?? factId;
  const open = moment.toSorted((a, b) => (age(a) === age(b) ? (a.factId < b.factId ? -1 : 1) : age(a) < age(b) ? -1 : 1));
  const placed: Line[] = [];
  while (open.length > 0) {
    const next = open.findIndex((line) => !open.some((other) => other !== line && precedes(other, line)));
    // Facts that precede each other in a circle cannot be; if they did, the oldest goes first.
    placed.push(...open.splice(Math.max(next, 0), 1));
  }
  return placed;
}

const precedes = (a: Ordered, b: Ordered): boolean => b.causationId === a.factId || (a.context === b.context && a.sequence < b.sequence);

/** When a fact was made: a UUIDv7 tells by itself, a fact caused by another is as old as its first cause and comes behind it. */
function ages(moment: readonly Ordered[]): Map<Id, string> {
  const byId = new Map(moment.map((line) => [line.factId, line]));
  const ageOf = (line: Ordered, depth: number): string => {
    const cause = line.causationId === undefined ? undefined : byId.get(line.causationId);
    return cause && depth < moment.length ? `${ageOf(cause, depth + 1)}>` : line.factId;
  };
  return new Map(moment.map((line) => [line.factId, ageOf(line, 0)]));
}
