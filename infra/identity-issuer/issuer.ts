import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IssuerConfig } from './config.js';
import { addPages } from './interactions.js';
import { keysIn } from './keys.js';
import { providerFor } from './provider.js';

export interface RunningIssuer {
  stop(): Promise<void>;
}

/** Listens once it returns. */
export async function startIssuer(config: IssuerConfig): Promise<RunningIssuer> {
  const provider = providerFor(config, keysIn(config.dataDir));
  addPages(provider, config.portalUrl);
  provider.on('server_error', (_ctx, error) => process.stderr.write(`${error.stack ?? error.message}\n`));
  const handle = provider.callback();
  const server = createServer((request, response) => void handle(request, response));
  server.listen(config.port, config.host);
  await once(server, 'listening');
  return {
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
