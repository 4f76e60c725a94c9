/** PostgreSQL error classes and codes that pass by themselves: an outage, never the record's fault. */
const TRANSIENT_SQLSTATE = /^(08|53|57|58)|^(40001|40P01|55P03|25P03|25006)$/;
const TRANSIENT_NODE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'ENOSPC', 'EHOSTUNREACH']);
/** The last one is TypeORM's for a connection that the server ended between two statements of a transaction. */
const TRANSIENT_TEXT = /connection terminated|query read timeout|timeout exceeded when trying to connect|client has encountered a connection error|connection is closed|driver not connected|query runner already released/i;

/**
 * Whether trying again later can help: connection loss, timeout, deadlock, serialization failure, disk full. Such an
 * error pauses and retries for ever; anything else is deterministic, and what led to it is set aside for a person.
 */
export function isTransient(error: unknown): boolean {
  for (let current: unknown = error; current instanceof Error; current = causeOf(current)) {
    const code = 'code' in current && typeof current.code === 'string' ? current.code : '';
    if (TRANSIENT_NODE.has(code) || (code.length === 5 && TRANSIENT_SQLSTATE.test(code))) return true;
    if (TRANSIENT_TEXT.test(current.message)) return true;
  }
  return false;
}

const causeOf = (error: Error): unknown => ('driverError' in error && error.driverError !== error ? error.driverError : error.cause);

/** The SQLSTATE of an error of PostgreSQL, also where TypeORM wrapped it. */
export function sqlStateOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const source = 'driverError' in error ? error.driverError : error;
  return source instanceof Error && 'code' in source && typeof source.code === 'string' ? source.code : undefined;
}
