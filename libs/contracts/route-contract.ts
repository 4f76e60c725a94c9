import type { z } from 'zod';

/** Who a caller can be; the issuer puts these into the token. */
export const ROLES = [
  'finance-officer',
  'finance-approver',
  'finance-leader',
  'purchaser',
  'contract-approver',
  'panel-member',
  'agency',
  'evaluator',
  'auditor',
  'operator',
] as const;
export type Role = (typeof ROLES)[number];

/** One HTTP operation: path, who may call it, and the shape of everything that goes in and out. */
export interface RouteContract<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  /** Unique; operationId in OpenAPI: `approvePayment`. */
  readonly id: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `/payment-orders/:orderId/approvals`. */
  readonly path: string;
  readonly summary: string;
  /** Roles that may call it; `anyone` needs no sign-in, `signed-in` any valid token. */
  readonly allow: readonly Role[] | 'anyone' | 'signed-in';
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly response: Response;
  /** Status on success; 200 unless told. */
  readonly status: number;
  /** `multipart` bodies are streamed, not parsed (uploads); default `json`. */
  readonly consumes: 'json' | 'multipart';
}

export interface RouteInput<Route extends RouteContract> {
  readonly params: z.output<Route['params']>;
  readonly query: z.output<Route['query']>;
  readonly body: z.output<Route['body']>;
}

export type ResponseOf<Route extends RouteContract> = z.output<Route['response']>;
