import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { defineRoute } from '../define-route.js';
import { uuid } from '../envelope.js';
import { fen } from '../vocabulary.js';
import { openApiOf } from './openapi.js';
import { page, pageOf } from './page.js';

const order = z.object({ orderId: uuid, fen });
const list = defineRoute({ id: 'listOrders', method: 'GET', path: '/orders', summary: 'Lists', allow: 'anyone', query: page, response: pageOf(order) });
const get = defineRoute({ id: 'getOrder', method: 'GET', path: '/orders/:orderId', summary: 'Shows', allow: 'signed-in', params: z.object({ orderId: uuid }), response: order });
const approve = defineRoute({
  id: 'approveOrder',
  method: 'POST',
  path: '/orders/:orderId/approvals',
  summary: 'Approves',
  allow: ['finance-approver'],
  params: z.object({ orderId: uuid }),
  body: z.strictObject({ contentHash: z.string() }),
  response: order,
  status: 201,
});
const decline = defineRoute({ id: 'decline', method: 'POST', path: '/orders/:orderId/decline', summary: 'Declines', allow: 'signed-in', params: z.object({ orderId: uuid }), response: order });
const upload = defineRoute({ id: 'upload', method: 'POST', path: '/files', summary: 'Uploads', allow: ['agency'], consumes: 'multipart', body: z.strictObject({ code: z.string() }), response: z.object({}) });

describe('the OpenAPI document', () => {
  const document = openApiOf([list, get, approve, decline, upload], { title: 'Goufu funding' });

  test('has an operation for each route', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Goufu funding', version: '1' } });
    expect(Object.entries(document.paths).flatMap(([path, operations]) => Object.keys(operations).map((method) => `${method} ${path}`))).toEqual([
      'get /orders',
      'get /orders/{orderId}',
      'post /orders/{orderId}/approvals',
      'post /orders/{orderId}/decline',
      'post /files',
    ]);
  });

  test('says who may call it, and that a token is needed', () => {
    expect(document.paths['/orders']?.['get']).toMatchObject({ security: [], 'x-roles': ['anyone'] });
    expect(document.paths['/orders/{orderId}']?.['get']).toMatchObject({ security: [{ bearer: [] }], 'x-roles': ['signed-in'] });
    expect(document.paths['/orders/{orderId}/approvals']?.['post']).toMatchObject({ security: [{ bearer: [] }], 'x-roles': ['finance-approver'] });
  });

  test('describes path, query and what may be left out', () => {
    expect(document.paths['/orders']?.['get']).toMatchObject({
      operationId: 'listOrders',
      parameters: [
        { name: 'limit', in: 'query', required: false, schema: { default: 20, maximum: 100 } },
        { name: 'after', in: 'query', required: false },
      ],
    });
    expect(document.paths['/orders/{orderId}']?.['get']).toMatchObject({ parameters: [{ name: 'orderId', in: 'path', required: true }] });
  });

  test('describes bodies, success and problems', () => {
    expect(document.paths['/orders/{orderId}/approvals']?.['post']).toMatchObject({
      requestBody: { content: { 'application/json': { schema: { required: ['contentHash'], additionalProperties: false } } } },
      responses: {
        201: { content: { 'application/json': { schema: { required: ['orderId', 'fen'] } } } },
        default: { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } },
      },
    });
    expect(document.paths['/orders/{orderId}/decline']?.['post']).not.toHaveProperty('requestBody');
    expect(document.components.schemas.Problem).toMatchObject({ required: ['type', 'title', 'status', 'detail', 'code', 'messages'] });
  });

  test('has a form with a file for uploads', () => {
    expect(document.paths['/files']?.['post']).toMatchObject({
      requestBody: { content: { 'multipart/form-data': { schema: { required: ['code', 'file'] } } } },
    });
  });
});
