import { secretKey, serviceEnvironment } from '@goufu/service';
import { z } from 'zod';

/** What funding takes from its environment besides what every service does. */
export const fundingEnvironment = serviceEnvironment.extend({
  TREASURY_URL: z.url({ protocol: /^https?$/ }),
  /** Seals the payees' account numbers. */
  ACCOUNT_KEY: secretKey,
  /** The account from which is paid, and whose money lies on it. */
  TREASURY_ACCOUNT: z.string().default('treasury-510104'),
  TREASURY_JURISDICTION: z.string().default('510104'),
  /** Milliseconds of machine time: how long the treasury may take to answer, and between two looks at its statement. */
  TREASURY_TIMEOUT_MS: z.coerce.number().int().min(50).default(5_000),
  STATEMENT_EVERY_MS: z.coerce.number().int().min(50).default(1_000),
});
export type FundingConfiguration = z.output<typeof fundingEnvironment>;
