import { runService } from '@goufu/service';
import { oversightService } from './oversight.service.js';

await runService(oversightService);
