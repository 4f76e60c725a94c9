import { parseArgs } from 'node:util';
import { rateFrom, type Rate } from './figures/rate.js';

/** How long, how often and what is measured. */
export interface Plan {
  readonly name: 'quick' | 'default' | 'full';
  readonly repeats: number;
  /** Seconds before and of each measurement. */
  readonly warmSeconds: number;
  readonly seconds: number;
  /** Results that were released and paid before: eleven rows each in the tables of the money. */
  readonly history: number;
  /** Results a second that the prepared purchases suffice for. */
  readonly enoughFor: number;
  readonly lanes: readonly string[];
  readonly lines: readonly number[];
  readonly rates: readonly Rate[];
  readonly duplicates: number;
  readonly overBudget: number;
  /** Seconds for each of the limits; the ledger alone has three times as many. */
  readonly limitSeconds: number;
  /** Where pgledger.sql is. */
  readonly pgledger: string | undefined;
  readonly profile: boolean;
  readonly write: boolean;
}

/** Rows of history: transfers, facts, inbox and tranches together. */
const ROWS_PER_RESULT = 11;
const MILLION = Math.ceil(1_000_000 / ROWS_PER_RESULT);

const PLANS = {
  quick: { name: 'quick', repeats: 1, warmSeconds: 3, seconds: 8, history: Math.ceil(MILLION / 5), enoughFor: 9_000 },
  default: { name: 'default', repeats: 5, warmSeconds: 3, seconds: 8, history: MILLION, enoughFor: 12_000 },
  full: { name: 'full', repeats: 5, warmSeconds: 60, seconds: 180, history: MILLION, enoughFor: 12_000 },
} as const;

/** Three handlers at once are measured when time does not matter. */
const USUAL_LANES = ['goufu', 'nest-stock', 'pgledger', 'ledger', 'limits'];
const ALL_LANES = [...USUAL_LANES, 'nest-stock-3'];

export class WrongOption extends Error {}

/** Reads the command line; throws a WrongOption that names what is wrong. */
export function planFrom(args: readonly string[]): Plan {
  const values = parsed(args);
  const base = PLANS[values.full ? 'full' : values.quick ? 'quick' : 'default'];
  const number = (name: 'repeats' | 'seconds' | 'duplicates' | 'over', least: number, otherwise: number): number => {
    const text = values[name];
    const value = text === undefined ? otherwise : Number(text);
    if (!(value >= least)) throw new WrongOption(`--${name} ${text}: a number of at least ${least} is needed`);
    return value;
  };
  const seconds = number('seconds', 1, base.seconds);
  const list = (text: string): string[] => text.split(',').filter(Boolean);
  const lanes = values.lanes === undefined ? (base.name === 'full' ? ALL_LANES : USUAL_LANES) : list(values.lanes);
  const unknown = lanes.find((lane) => !ALL_LANES.includes(lane));
  if (unknown) throw new WrongOption(`--lanes ${unknown}: the lanes are ${ALL_LANES.join(', ')}`);
  const lines = list(values.lines ?? '1,100').map(Number);
  if (!lines.every((count) => Number.isInteger(count) && count > 0)) throw new WrongOption(`--lines ${values.lines}: counts of budget lines are needed, as in 1,100`);
  const rates = ratesFrom(values.rates ?? (base.name === 'full' ? '500,3000,50%,80%,100%' : '500,3000'));
  return {
    ...base,
    repeats: number('repeats', 1, base.repeats),
    seconds,
    duplicates: number('duplicates', 0, 0.05),
    overBudget: number('over', 0, 0.01),
    lanes,
    lines,
    rates,
    limitSeconds: Math.min(5, seconds / 10),
    pgledger: values.pgledger,
    profile: values.profile ?? false,
    write: values.write ?? false,
  };
}

function ratesFrom(text: string): Rate[] {
  return text.split(',').filter(Boolean).map((one) => {
    const rate = rateFrom(one);
    if (!rate) throw new WrongOption(`--rates ${one}: results a second (500), for so many seconds (3000x180), or a share of the capacity (80%)`);
    return rate;
  });
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = { quick: flag, full: flag, profile: flag, write: flag, repeats: text, seconds: text, lanes: text, lines: text, rates: text, duplicates: text, over: text, pgledger: text } as const;
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    throw new WrongOption(error instanceof Error ? error.message : String(error));
  }
}
