import type { DiscoveryService } from '@nestjs/core';

/** Every Nest provider, of any module, that is an instance of `kind`: Nest has no lists of providers. */
export function providersOf<Kind extends object>(discovery: DiscoveryService, kind: abstract new (...args: never[]) => Kind): Kind[] {
  const instances: unknown[] = discovery.getProviders().map(({ instance }) => instance);
  return [...new Set(instances)].filter((instance): instance is Kind => instance instanceof kind);
}
