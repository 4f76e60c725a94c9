import { parseFen, WHOLE, type Fen } from '@goufu/kernel';
import type { Period } from './deadline.js';

/** How a lower level may differ (R2): only upwards, only downwards, only inside the range, at will, not at all. */
export const OVERRIDES = ['raise', 'lower', 'narrow', 'free', 'fixed'] as const;
export type Override = (typeof OVERRIDES)[number];

/** What the value of a key looks like in a profile file, and which changes of it go in which direction. */
export interface Kind<V> {
  /** Throws `RangeError` that says what was expected. */
  read(raw: unknown): V;
  permits(override: Override, upper: V, lower: V): boolean;
}

/** Reads the value of one named field of a structure. */
type ReadField = <T>(name: string, kind: Kind<T>) => T;

const expected = (what: string, raw: unknown): RangeError => new RangeError(`expected ${what}, got ${JSON.stringify(raw)}`);

/** A kind that knows no order: a lower level replaces it at will or not at all. */
const unordered = <V>(read: (raw: unknown) => V): Kind<V> => ({ read, permits: (override) => override === 'free' });

/** A kind with an order; where `compare` cannot prove one (`undefined`), a directed override is refused. */
const ordered = <V>(read: (raw: unknown) => V, compare: (a: V, b: V) => number | undefined): Kind<V> => ({
  read,
  permits(override, upper, lower) {
    if (override !== 'raise' && override !== 'lower') return override === 'free';
    const difference = compare(lower, upper);
    return difference !== undefined && (override === 'raise' ? difference >= 0 : difference <= 0);
  },
});

/** A whole number from `least` to `most`. */
export const integer = (least: number, most = Number.MAX_SAFE_INTEGER): Kind<number> =>
  ordered(
    (raw) => {
      if (typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= least && raw <= most) return raw;
      throw expected(`a whole number from ${least} to ${most}`, raw);
    },
    (a, b) => a - b,
  );

export const count = integer(0);

/** A share in basis points, 0 … 10000. */
export const share = integer(0, WHOLE);

/** Money: a decimal string of fen in the file, `Fen` in the program. */
export const money: Kind<Fen> = ordered(
  (raw) => {
    if (typeof raw === 'string') return parseFen(raw);
    throw expected('an amount in fen as a string', raw);
  },
  (a, b) => (a < b ? -1 : Number(a > b)),
);

export const flag: Kind<boolean> = unordered((raw) => {
  if (typeof raw === 'boolean') return raw;
  throw expected('true or false', raw);
});

export const text: Kind<string> = unordered((raw) => {
  if (typeof raw === 'string' && raw.trim() !== '') return raw;
  throw expected('a text', raw);
});

export const oneOf = <const Choice extends string>(...choices: readonly Choice[]): Kind<Choice> =>
  unordered((raw) => {
    const chosen = choices.find((choice) => choice === raw);
    if (chosen === undefined) throw expected(`one of ${choices.join(', ')}`, raw);
    return chosen;
  });

/** `null` stands for "no such rule here". */
export const optional = <V>(kind: Kind<V>): Kind<V | null> => ({
  read: (raw) => (raw === null ? null : kind.read(raw)),
  permits(override, upper, lower) {
    return upper === null || lower === null ? override === 'free' : kind.permits(override, upper, lower);
  },
});

export const listOf = <V>(kind: Kind<V>): Kind<readonly V[]> =>
  unordered((raw) => {
    if (!Array.isArray(raw) || raw.length === 0) throw expected('a list that is not empty', raw);
    return raw.map((item: unknown) => kind.read(item));
  });

/** The same kind, for values of which `holds` is true. */
export const checked = <V>(kind: Kind<V>, what: string, holds: (value: V) => boolean): Kind<V> => ({
  ...kind,
  read(raw) {
    const value = kind.read(raw);
    if (!holds(value)) throw expected(what, raw);
    return value;
  },
});

/** An object with exactly the fields that `build` asks for. */
export function readStructure<V>(raw: unknown, build: (field: ReadField) => V): V {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) throw expected('an object', raw);
  const fields = new Map<string, unknown>(Object.entries(raw));
  const built = build((name, kind) => {
    const value = fields.get(name);
    fields.delete(name);
    try {
      return kind.read(value);
    } catch (error) {
      throw new RangeError(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  });
  const [surplus] = fields.keys();
  if (surplus !== undefined) throw new RangeError(`unknown field "${surplus}"`);
  return built;
}

export const structure = <V>(build: (field: ReadField) => V): Kind<V> => unordered((raw) => readStructure(raw, build));

/** What the law leaves open, in whole numbers, and what is used where a document says nothing. */
export interface Range {
  readonly min: number;
  readonly max: number;
  readonly default: number;
}

/** A range inside `0 … most`; a lower level may narrow it. */
export const range = (most: number): Kind<Range> => ({
  read: (raw) =>
    readStructure(raw, (field) => {
      const min = field('min', integer(0, most));
      const max = field('max', integer(min, most));
      return { min, max, default: field('default', integer(min, max)) };
    }),
  permits: (override, upper, lower) =>
    override === 'free' || (override === 'narrow' && lower.min >= upper.min && lower.max <= upper.max),
});

/** Fewest and most calendar days that one unit of a period can take: months differ, and 国庆 or 春节 stand between working days. */
const EXTENT = { day: [1, 1, 0], month: [28, 31, 0], 'working-day': [1, 7 / 5, 13] } as const;

function comparePeriods(a: Period, b: Period): number | undefined {
  if (a.mode !== b.mode) return undefined;
  if (a.unit === b.unit) return a.amount - b.amount;
  const [fewestA, mostA, slackA] = EXTENT[a.unit];
  const [fewestB, mostB, slackB] = EXTENT[b.unit];
  if (a.amount * fewestA >= b.amount * mostB + slackB) return 1;
  return a.amount * mostA + slackA <= b.amount * fewestB ? -1 : undefined;
}

/** A period of days, working days or months. Across units an order holds only if it holds in the worst case. */
export const period: Kind<Period> = ordered(
  (raw) =>
    readStructure(raw, (field) => ({
      amount: field('amount', integer(1)),
      unit: field('unit', oneOf('working-day', 'day', 'month')),
      mode: field('mode', oneOf('minimum', 'maximum')),
    })),
  comparePeriods,
);

/** A period of minutes by the clock. */
export const minutes: Kind<{ readonly amount: number; readonly unit: 'minute' }> = ordered(
  (raw) => readStructure(raw, (field) => ({ amount: field('amount', integer(1)), unit: field('unit', oneOf('minute')) })),
  (a, b) => a.amount - b.amount,
);
