import { z } from 'zod';
import type { RouteContract } from './route-contract.js';

const nothing = z.object({});
type Nothing = typeof nothing;
const noBody = z.undefined().or(z.null()).or(z.strictObject({}));
type NoBody = typeof noBody;

/** Completes a route contract; what is left out is empty. */
export function defineRoute<
  Response extends z.ZodType,
  Params extends z.ZodType = Nothing,
  Query extends z.ZodType = Nothing,
  Body extends z.ZodType = NoBody,
>(
  route: Pick<RouteContract, 'id' | 'method' | 'path' | 'summary' | 'allow'> & {
    readonly params?: Params;
    readonly query?: Query;
    readonly body?: Body;
    readonly response: Response;
    readonly status?: number;
    readonly consumes?: RouteContract['consumes'];
  },
): RouteContract<Params, Query, Body, Response> {
  return {
    status: 200,
    consumes: 'json',
    ...route,
    params: route.params ?? (nothing as z.ZodType as Params),
    query: route.query ?? (nothing as z.ZodType as Query),
    body: route.body ?? (noBody as z.ZodType as Body),
  };
}
