import { fundingBudgetRoutes, fundingClawbackRoutes, fundingLedgerRoutes, fundingReconciliationRoutes, fundingRoutes, fundingStuckRoutes, fundingVoucherRoutes } from '@goufu/contracts';
import type { ServiceDefinition } from '@goufu/service';
import { fundingEnvironment } from './funding.config.js';
import { FundingModule } from './funding.module.js';
import { fundingMigrations } from './persistence/migrations.js';

/** What this service is made of; `main.ts` runs it, specs start it in their own process. */
export const fundingService: ServiceDefinition<typeof fundingEnvironment> = {
  name: 'funding',
  module: FundingModule,
  config: fundingEnvironment,
  routes: [...fundingBudgetRoutes, ...fundingRoutes, ...fundingLedgerRoutes, ...fundingReconciliationRoutes, ...fundingStuckRoutes, ...fundingClawbackRoutes, ...fundingVoucherRoutes],
  migrations: fundingMigrations,
};
