import { describe, expect, it } from '@jest/globals';
import { Controller, Get, Module, type Type } from '@nestjs/common';
import { defineRoute, type RouteContract } from '@goufu/contracts';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { configurationFrom } from '../configuration/configuration.js';
import { serverEnvironment } from '../configuration/environment.js';
import { Implements } from '../http/implements.js';
import { startService } from '../start-service.js';

const route = defineRoute({ id: 'a', method: 'GET', path: '/a/:id', summary: 'A', allow: 'anyone', params: z.object({ id: z.string() }), response: z.object({}) });
const same = { ...route, id: 'b', path: '/a/:other' };

@Controller()
class WithoutContract {
  @Get('/open')
  async open() {
    return 'anybody may read this';
  }
}

@Controller()
class WithContract {
  @Implements(route)
  async a() {
    return {};
  }
}

@Controller()
class SameAddress {
  @Implements(same)
  async b() {
    return {};
  }
}

const moduleOf = (...controllers: Type[]): Type => {
  class SpecModule {}
  Module({ controllers })(SpecModule);
  return SpecModule;
};

const start = (module: Type, routes: RouteContract[], extendHttp?: (fastify: FastifyInstance) => void) =>
  startService(
    { name: 'spec', module, config: serverEnvironment, routes, ...(extendHttp && { extendHttp }) },
    configurationFrom(serverEnvironment, { GOUFU_ENVIRONMENT: 'local', SERVICE_PORT: '0', OIDC_ISSUER: 'http://127.0.0.1:9', LOG_LEVEL: 'silent' }),
  );

describe('a service does not start', () => {
  it('with a controller method that has no contract', async () => {
    await expect(start(moduleOf(WithoutContract), [])).rejects.toThrow('WithoutContract.open is a route without a contract');
  });

  it('with a declared route that nobody implements', async () => {
    await expect(start(moduleOf(), [route])).rejects.toThrow('no controller implements a (GET /a/:id)');
  });

  it('with an implemented route that it does not declare', async () => {
    await expect(start(moduleOf(WithContract), [])).rejects.toThrow('a (GET /a/:id) is implemented but not declared');
  });

  it('with two routes at one address', async () => {
    await expect(start(moduleOf(WithContract, SameAddress), [route, same])).rejects.toThrow("Method 'GET' already declared");
  });

  it('but does with exactly its routes, and with pages beside them', async () => {
    const service = await start(moduleOf(WithContract), [route], (fastify) => void fastify.get('/page', async () => 'a page'));
    expect((await fetch(`${service.url}/a/1`)).status).toBe(200);
    expect(await (await fetch(`${service.url}/page`)).text()).toBe('a page');
    await service.stop();
  });
});
