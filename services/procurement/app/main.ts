import { runService } from '@goufu/service';
import { procurementService } from './procurement.service.js';

await runService(procurementService);
