import { HttpCode, RequestMapping, RequestMethod, SetMetadata, type StreamableFile } from '@nestjs/common';
import type { RouteContract } from '@goufu/contracts';
import type { Refusal } from '@goufu/kernel';
import type { z } from 'zod';

const ROUTE = 'goufu:route';

/** What a controller method may answer under a contract: the body, a refusal, or a file to stream. */
export type Answer<Route extends RouteContract> = Immutable<z.input<Route['response']>> | Refusal | StreamableFile;

type Immutable<T> = T extends readonly (infer Item)[] ? readonly Immutable<Item>[] : T extends object ? { readonly [K in keyof T]: Immutable<T[K]> } : T;

/**
 * Makes a controller method the implementation of a route: method, path, status, who may call it, what comes in and goes
 * out. Every controller method has one, or the service does not start.
 */
export function Implements<Route extends RouteContract>(route: Route) {
  return <Method extends (...args: never[]) => Promise<Answer<Route>>>(
    target: object,
    name: string | symbol,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    RequestMapping({ path: route.path, method: RequestMethod[route.method] })(target, name, descriptor);
    HttpCode(route.status)(target, name, descriptor);
    SetMetadata(ROUTE, route)(target, String(name), descriptor);
  };
}

/** The contract that a controller method implements, if it does. */
export const routeOf = (method: object): RouteContract | undefined => Reflect.getMetadata(ROUTE, method) as RouteContract | undefined;
