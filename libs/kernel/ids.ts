/** A UUID in its canonical lower-case form. */
export type Id = string;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export const isId = (text: string): boolean => UUID.test(text);

/** UUIDv7 (RFC 9562) from milliseconds since 1970 and ten random bytes; the caller brings both, so this stays pure. */
export function uuidV7(milliseconds: number, random: Uint8Array): Id {
  const bytes = new Uint8Array(16);
  for (let i = 0, rest = milliseconds; i < 6; i += 1, rest = Math.floor(rest / 256)) bytes[5 - i] = rest % 256;
  bytes.set(random.subarray(0, 10), 6);
  return formatUuid(bytes, 7);
}

/** Milliseconds since 1970 at which a UUIDv7 was made; undefined for any other id. */
export function madeAt(id: Id): number | undefined {
  return id.charAt(14) === '7' ? Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16) : undefined;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Sets version and variant on sixteen bytes and prints them. */
export function formatUuid(bytes: Uint8Array, version: number): Id {
  let text = '';
  for (let i = 0; i < 16; i += 1) {
    const byte = bytes[i] ?? 0;
    text += HEX[i === 6 ? (byte & 0x0f) | (version << 4) : i === 8 ? (byte & 0x3f) | 0x80 : byte] ?? '';
    if (i === 3 || i === 5 || i === 7 || i === 9) text += '-';
  }
  return text;
}

const USCC_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** Unified social credit code with a right check digit (GB 32100-2015, MOD 31; R189). */
export function isUnifiedSocialCreditCode(text: string): boolean {
  if (!/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(text)) return false;
  const sum = USCC_WEIGHTS.reduce((total, weight, i) => total + weight * USCC_ALPHABET.indexOf(text.charAt(i)), 0);
  return USCC_ALPHABET.charAt((31 - (sum % 31)) % 31) === text.charAt(17);
}
