import { configFrom } from './config.js';
import { startIssuer } from './issuer.js';

try {
  const config = configFrom(process.env);
  const issuer = await startIssuer(config);
  process.stdout.write(`identity issuer at ${config.issuerUrl}\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void issuer.stop());
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
