/** A contract's complaint, as far as a person reads it. */
interface Complaint {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}

const isComplaint = (error: unknown): error is Complaint => error instanceof Error && 'issues' in error && Array.isArray(error.issues);

/** Why a record is parked, on one line: every field that breaks the contract, or the error. */
export function parkReason(error: unknown): string {
  if (isComplaint(error)) return error.issues.map(({ path, message }) => `${path.map(String).join('.') || 'the body'}: ${message}`).join('; ');
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
