import { z } from 'zod';
import type { RouteContract } from '../route-contract.js';
import { problem } from './problem.js';

type JsonSchema = Record<string, unknown>;

/** The OpenAPI 3.1 document of a service's routes. `x-roles` says who may call an operation. */
export function openApiOf(routes: readonly RouteContract[], { title, version = '1' }: { readonly title: string; readonly version?: string }) {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operationOf(route) };
  }
  return {
    openapi: '3.1.0',
    info: { title, version },
    paths,
    components: {
      schemas: { Problem: schemaOf(problem, 'output') },
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}

function operationOf(route: RouteContract): object {
  const body = bodyOf(route);
  return {
    operationId: route.id,
    summary: route.summary,
    security: route.allow === 'anyone' ? [] : [{ bearer: [] }],
    'x-roles': typeof route.allow === 'string' ? [route.allow] : [...route.allow],
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query'), ...idempotencyKeyOf(route)],
    ...(body ? { requestBody: { required: true, content: body } } : {}),
    responses: {
      [route.status]: { description: route.summary, content: { 'application/json': { schema: schemaOf(route.response, 'output') } } },
      default: { description: 'RFC 9457 problem', content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
    },
  };
}

function parametersOf(schema: z.ZodType, where: 'path' | 'query'): object[] {
  const { properties = {}, required = [] } = objectSchema.parse(schemaOf(schema, 'input'));
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
}

const objectSchema = z.object({
  properties: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  required: z.array(z.string()).optional(),
});

/** Every command may carry a key, under which a repetition answers as the first one did. */
const idempotencyKeyOf = ({ method }: RouteContract): object[] =>
  method === 'GET' ? [] : [{ name: 'idempotency-key', in: 'header', required: false, schema: { type: 'string', maxLength: 200 } }];

function bodyOf(route: RouteContract): object | undefined {
  if (route.consumes === 'multipart') {
    const { properties = {}, required = [] } = objectSchema.parse(schemaOf(route.body, 'input'));
    const file = { type: 'string', contentMediaType: 'application/octet-stream' };
    return { 'multipart/form-data': { schema: { type: 'object', properties: { ...properties, file }, required: [...required, 'file'] } } };
  }
  if (route.method === 'GET' || route.body.safeParse(undefined).success) return undefined;
  return { 'application/json': { schema: schemaOf(route.body, 'input') } };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
