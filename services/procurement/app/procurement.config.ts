import { secretKey, serviceEnvironment } from '@goufu/service';

/** What procurement takes besides: the key under which bids are sealed (R175). */
export const procurementEnvironment = serviceEnvironment.extend({ BID_KEY: secretKey });
