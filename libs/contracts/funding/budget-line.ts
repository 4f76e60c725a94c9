import { z } from 'zod';
import { code, fen, openEnum, org, title } from '../vocabulary.js';

/** What a budget line is for and how much it has. */
export const budgetLineTerms = z.object({
  /** 预算项目编码. */
  lineNo: z.string().min(1).max(64),
  nameZh: title,
  financeBureau: org,
  /** Fiscal year; what is not spent in time becomes surplus (R125). */
  year: z.int().min(2000).max(2100),
  /** Each source has its own allowed uses (R127). */
  source: openEnum('annual-budget', 'earmarked-guarantee', 'earmarked-incentive', 'welfare-lottery', 'social-funds', 'charity'),
  /** Service fields that may be bought from it; empty allows all. */
  allowedUse: z.array(code),
  /** The whole line, whatever is reserved or spent already. */
  fen,
});
