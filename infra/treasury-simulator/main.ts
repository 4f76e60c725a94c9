import { configFrom } from './config.js';
import { serverFor } from './server.js';

try {
  const config = configFrom(process.env);
  const server = serverFor(config);
  process.stdout.write(`treasury simulator at ${await server.listen({ port: config.port, host: config.host })}\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void server.close());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
