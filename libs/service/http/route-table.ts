import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { RouteContract } from '@goufu/contracts';
import { routeOf } from './implements.js';

/** Injection token: the contracts that a service says it implements. */
export const DECLARED_ROUTES = Symbol('DeclaredRoutes');

/** The routes that controllers implement; refuses to start when they are not exactly the declared ones. */
@Injectable()
export class RouteTable implements OnModuleInit {
  private implemented: readonly RouteContract[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    @Inject(DECLARED_ROUTES) private readonly declared: readonly RouteContract[],
  ) {}

  get routes(): readonly RouteContract[] {
    return this.implemented;
  }

  onModuleInit(): void {
    this.implemented = this.discovery.getControllers().flatMap(({ metatype }) => (metatype ? this.routesOf(metatype) : []));
    const faults = [
      ...this.declared.filter((route) => !this.implemented.includes(route)).map((route) => `no controller implements ${nameOf(route)}`),
      ...this.implemented.filter((route) => !this.declared.includes(route)).map((route) => `${nameOf(route)} is implemented but not declared`),
      ...repeated(this.implemented.map((route) => route.id)).map((id) => `route id ${id} is implemented twice`),
    ];
    if (faults.length > 0) throw new Error(`routes and contracts differ:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }

  /** Methods that a path takes, for the answer to one that it does not take. */
  methodsAt(path: string): string[] {
    return this.implemented.filter((route) => patternOf(route.path).test(path)).map((route) => route.method);
  }

  private routesOf(controller: object & { name?: string; prototype?: object }): RouteContract[] {
    const prototype = controller.prototype ?? {};
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const method: unknown = Reflect.get(prototype, name);
      if (typeof method !== 'function' || Reflect.getMetadata('path', method) === undefined) return [];
      const route = routeOf(method);
      if (!route) throw new Error(`${controller.name ?? 'controller'}.${name} is a route without a contract: put @Implements(route) on it`);
      return [route];
    });
  }
}

const nameOf = (route: RouteContract): string => `${route.id} (${route.method} ${route.path})`;
const patternOf = (path: string): RegExp => new RegExp(`^${path.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/:\w+/g, '[^/]+')}/?$`);
const repeated = (texts: readonly string[]): string[] => [...new Set(texts.filter((text, i) => texts.indexOf(text) !== i))];
