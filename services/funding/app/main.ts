import { runService } from '@goufu/service';
import { fundingService } from './funding.service.js';

await runService(fundingService);
