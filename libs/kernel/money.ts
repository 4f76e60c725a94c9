/** An amount of money in whole fen (1 yuan = 100 fen). Never a float (R190). */
export type Fen = bigint;

/** A share or score in hundredths of a percent or of a point: 1722 is 17.22 %, 8950 is 89.50 points. */
export type BasisPoints = number;

export const WHOLE: BasisPoints = 10_000;

const WIRE_FEN = /^-?(0|[1-9]\d{0,17})$/;

/** Reads the wire form, a decimal string of fen. Throws `RangeError` on anything else. */
export function parseFen(wire: string): Fen {
  if (!WIRE_FEN.test(wire) || wire === '-0') throw new RangeError(`not an amount in fen: "${wire}"`);
  return BigInt(wire);
}

/** The wire form: a decimal string of fen. */
export const wireFen = (amount: Fen): string => amount.toString();

export const sumFen = (amounts: Iterable<Fen>): Fen => {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
};

/** `share` of `amount`, rounded down to the fen. */
export const shareOf = (amount: Fen, share: BasisPoints): Fen => (amount * BigInt(share)) / BigInt(WHOLE);

/**
 * Splits `total` by shares that add up to the whole; every part is rounded down to the fen and the last one is the
 * remainder, so that the sum is exact (R121, T6). Throws `RangeError` when the shares do not add up to 100 %.
 */
export function splitByShares(total: Fen, shares: readonly BasisPoints[]): Fen[] {
  const sum = shares.reduce((a, b) => a + b, 0);
  if (sum !== WHOLE || shares.some((s) => !Number.isInteger(s) || s < 0)) {
    throw new RangeError(`shares must be whole basis points that add up to ${WHOLE}, got ${sum}`);
  }
  const parts = shares.slice(0, -1).map((share) => shareOf(total, share));
  return [...parts, total - sumFen(parts)];
}

/** `295750000n` → `2,957,500.00`: yuan with two decimals, for people. */
export function formatYuan(amount: Fen): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  const yuan = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount < 0n ? '-' : ''}${yuan}.${digits.slice(-2)}`;
}

const capitalDigit = (digit: number): string => '零壹贰叁肆伍陆柒捌玖'.charAt(digit);
const PLACES = ['', '拾', '佰', '仟'] as const;
const SECTIONS = ['', '万', '亿', '万亿'] as const;

/** Amount in Chinese capitals (大写), which prevails over figures (R56, R190): `贰佰玖拾伍万柒仟伍佰元整`. */
export function toCapitals(amount: Fen): string {
  if (amount < 0n) return `负${toCapitals(-amount)}`;
  const yuan = amount / 100n;
  const jiao = Number((amount / 10n) % 10n);
  const fen = Number(amount % 10n);
  const whole = yuan > 0n ? `${capitalYuan(yuan)}元` : '';
  if (jiao === 0 && fen === 0) return `${whole || '零元'}整`;
  const tens = jiao > 0 ? `${capitalDigit(jiao)}角` : whole ? '零' : '';
  return `${whole}${tens}${fen > 0 ? `${capitalDigit(fen)}分` : '整'}`;
}

function capitalYuan(yuan: bigint): string {
  const sections: number[] = [];
  for (let rest = yuan; rest > 0n; rest /= 10_000n) sections.push(Number(rest % 10_000n));
  let text = '';
  for (let i = sections.length - 1; i >= 0; i -= 1) {
    const section = sections[i] ?? 0;
    if (section === 0) continue;
    if (text && (section < 1000 || sections[i + 1] === 0)) text += capitalDigit(0);
    text += capitalSection(section) + (SECTIONS[i] ?? '');
  }
  return text;
}

function capitalSection(section: number): string {
  let text = '';
  let skipped = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(section / 10 ** place) % 10;
    if (digit === 0) {
      skipped = text !== '';
      continue;
    }
    text += (skipped ? capitalDigit(0) : '') + capitalDigit(digit) + (PLACES[place] ?? '');
    skipped = false;
  }
  return text;
}
