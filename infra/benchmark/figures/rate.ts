/** The rate of an open loop as it is asked for: `500` sends a second, `80%` of the capacity, `3000x180`: for 180 seconds, once. */
export interface Rate {
  readonly text: string;
  readonly perSecond?: number;
  readonly share?: number;
  readonly seconds?: number;
}

/** Undefined when the text is none. */
export function rateFrom(text: string): Rate | undefined {
  const found = /^([1-9]\d*)(%|x([1-9]\d*))?$/.exec(text);
  if (!found) return undefined;
  const [, number, suffix, seconds] = found;
  if (suffix === '%') return { text, share: Number(number) / 100 };
  return { text, perSecond: Number(number), ...(seconds && { seconds: Number(seconds) }) };
}

/** `80% of capacity`, `3,000/s`, `3,000/s over 180 s`. */
export function shownRate({ perSecond, share, seconds }: Rate): string {
  if (share !== undefined) return `${Math.round(share * 100)}% of capacity`;
  return `${(perSecond ?? 0).toLocaleString('en-US')}/s${seconds === undefined ? '' : ` over ${seconds} s`}`;
}
