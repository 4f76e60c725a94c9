import { runService } from '@goufu/service';
import { evaluationService } from './evaluation.service.js';

await runService(evaluationService);
