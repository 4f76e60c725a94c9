import type { Id, Instant } from '@goufu/kernel';
import type { Actor } from '../project/contract-terms.js';
import type { KeptFile } from './file-policy.js';

interface Judged {
  readonly version: number;
  readonly by: Actor;
  readonly at: Instant;
}

export type DeliverableCommand =
  | { readonly kind: 'submit'; readonly file: KeptFile & { readonly fileId: Id }; readonly by: Actor; readonly at: Instant }
  | (Judged & { readonly kind: 'accept' })
  | (Judged & { readonly kind: 'return'; readonly reasons: readonly string[] });
