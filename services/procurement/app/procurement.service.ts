import { contractRoutes, purchaseRoutes, tenderRoutes } from '@goufu/contracts';
import type { ServiceDefinition } from '@goufu/service';
import { procurementMigrations } from './persistence/migrations.js';
import { procurementEnvironment } from './procurement.config.js';
import { ProcurementModule } from './procurement.module.js';

/** What this service is made of; `main.ts` runs it, specs start it in their own process. */
export const procurementService: ServiceDefinition<typeof procurementEnvironment> = {
  name: 'procurement',
  module: ProcurementModule,
  config: procurementEnvironment,
  routes: [...purchaseRoutes, ...tenderRoutes, ...contractRoutes],
  migrations: procurementMigrations,
};
