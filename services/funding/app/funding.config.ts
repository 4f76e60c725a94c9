import { secretKey, serviceEnvironment } from '@goufu/service';
import { z } from 'zod';

/** What funding takes from its environment besides what every service does. */
export const fundingEnvironment = serviceEnvironment
  .extend({
    /** How instructions reach the treasury: its HTTP interface, or ISO 20022 files in a folder that both can reach. */
    TREASURY_RAILS: z.enum(['http', 'files']).default('http'),
    TREASURY_URL: z.url({ protocol: /^https?$/ }).optional(),
    /** Shared with the treasury, which signs with it what it tells by itself; without it nothing of the kind is believed. */
    TREASURY_CALLBACK_KEY: secretKey.optional(),
    TREASURY_FILES_DIR: z.string().min(1).default('.local/treasury'),
    /** Seals the payees' account numbers. */
    ACCOUNT_KEY: secretKey,
    /** The account from which is paid, whose name it bears, and whose money lies on it. */
    TREASURY_ACCOUNT: z.string().default('treasury-510104'),
    TREASURY_ACCOUNT_NAME: z.string().default('国库集中支付账户'),
    TREASURY_JURISDICTION: z.string().default('510104'),
    /** Milliseconds of machine time: how long the treasury may take to answer, between two looks at its news, and for a file to arrive whole. */
    TREASURY_TIMEOUT_MS: z.coerce.number().int().min(50).default(5_000),
    STATEMENT_EVERY_MS: z.coerce.number().int().min(50).default(1_000),
    TREASURY_FILE_PATIENCE_MS: z.coerce.number().int().min(50).default(60_000),
  })
  .refine(({ TREASURY_RAILS, TREASURY_URL }) => TREASURY_RAILS === 'files' || TREASURY_URL !== undefined, {
    path: ['TREASURY_URL'],
    error: 'the HTTP rails need the address of the treasury',
  });
export type FundingConfiguration = z.output<typeof fundingEnvironment>;
