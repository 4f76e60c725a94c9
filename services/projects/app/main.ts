import { runService } from '@goufu/service';
import { projectsService } from './projects.service.js';

await runService(projectsService);
