import { runService } from '@goufu/service';
import { portalEnvironment } from './portal.config.js';
import { extendHttp } from './portal.http.js';
import { PortalModule } from './portal.module.js';

await runService({ name: 'portal', module: PortalModule, config: portalEnvironment, routes: [], extendHttp });
