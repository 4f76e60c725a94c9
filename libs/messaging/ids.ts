import { hash, randomBytes } from 'node:crypto';
import { formatUuid, uuidV7, type Id } from '@goufu/kernel';

/** A fresh UUIDv7. Its time part is machine time: ids order indexes, never business. */
export const newId = (): Id => uuidV7(Date.now(), randomBytes(10));

/** UUIDv5 of (cause, name): a retry of the same reaction makes the same id. */
export function causedId(cause: Id, name: string | number): Id {
  const namespace = Buffer.from(cause.replaceAll('-', ''), 'hex');
  return formatUuid(hash('sha1', Buffer.concat([namespace, Buffer.from(String(name))]), 'buffer'), 5);
}
