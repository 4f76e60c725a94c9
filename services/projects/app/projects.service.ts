import { projectDeliveryRoutes, projectsRoutes } from '@goufu/contracts';
import type { ServiceDefinition } from '@goufu/service';
import { projectsMigrations } from './persistence/migrations.js';
import { projectsEnvironment } from './projects.config.js';
import { ProjectsModule } from './projects.module.js';

/** What this service is made of; `main.ts` runs it, specs start it in their own process. */
export const projectsService: ServiceDefinition<typeof projectsEnvironment> = {
  name: 'projects',
  module: ProjectsModule,
  config: projectsEnvironment,
  routes: [...projectsRoutes, ...projectDeliveryRoutes],
  migrations: projectsMigrations,
};
