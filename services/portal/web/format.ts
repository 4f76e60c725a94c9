import { formatYuan, parseFen } from '@goufu/kernel';
import { language } from './i18n.js';

const ZONE = 'Asia/Shanghai';
const locale = (): string => (language() === 'zh' ? 'zh-CN' : 'en-GB');

/** `5915000` fen → `¥59,150.00`. */
export const yuan = (fen: string): string => `¥${formatYuan(parseFen(fen))}`;

/** Basis points as points of a hundred: 8950 → `89.50`. */
export const points = (bp: number): string => `${Math.trunc(bp / 100)}.${String(bp % 100).padStart(2, '0')}`;

/** Basis points as a share: 1722 → `17.22%`. */
export const percent = (bp: number): string => `${points(bp)}%`;

const at = (value: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locale(), { timeZone: ZONE, ...options }).format(new Date(value));

/** A day, from a moment or a local date, as it is in China. */
export const day = (value: string): string => at(value.length === 10 ? `${value}T00:00:00+08:00` : value, { year: 'numeric', month: '2-digit', day: '2-digit' });

/** A moment to the minute, as it is in China. */
export const moment = (value: string): string =>
  at(value, { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false });

export const bytes = (count: number): string => (count < 1_048_576 ? `${Math.max(1, Math.round(count / 1024))} KB` : `${(count / 1_048_576).toFixed(1)} MB`);
