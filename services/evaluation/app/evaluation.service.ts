import { evaluationResultRoutes, evaluationRoutes, evaluationSheetRoutes, evaluationTemplateRoutes } from '@goufu/contracts';
import { serviceEnvironment, type ServiceDefinition } from '@goufu/service';
import { EvaluationModule } from './evaluation.module.js';
import { evaluationMigrations } from './persistence/migrations.js';

/** What this service is made of; `main.ts` runs it, specs start it in their own process. */
export const evaluationService: ServiceDefinition<typeof serviceEnvironment> = {
  name: 'evaluation',
  module: EvaluationModule,
  config: serviceEnvironment,
  routes: [...evaluationTemplateRoutes, ...evaluationRoutes, ...evaluationSheetRoutes, ...evaluationResultRoutes],
  migrations: evaluationMigrations,
};
