import { oversightRoutes } from '@goufu/contracts';
import { serviceEnvironment, type ServiceDefinition } from '@goufu/service';
import { OversightModule } from './oversight.module.js';
import { oversightMigrations } from './persistence/migrations.js';
import { printDigest } from './rebuild-ranking/digest.js';
import { rebuildRanking } from './rebuild-ranking/rebuild-ranking.js';

/** What this service is made of; `main.ts` runs it, specs start it in their own process. */
export const oversightService: ServiceDefinition<typeof serviceEnvironment> = {
  name: 'oversight',
  module: OversightModule,
  config: serviceEnvironment,
  routes: oversightRoutes,
  migrations: oversightMigrations,
  orders: { 'rebuild ranking': rebuildRanking, 'ranking digest': printDigest },
};
