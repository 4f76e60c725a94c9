/** How a refusal is answered over HTTP; the mapping to a status lives in libs/service. */
export type RefusalKind = 'invalid' | 'forbidden' | 'not-found' | 'conflict' | 'too-early' | 'too-late';

/** A text for people, Chinese first. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** One entry of a refusal catalogue: what is refused, why, and by which rule (R109 …). */
export interface RefusalDefinition extends Bilingual {
  readonly kind: RefusalKind;
  readonly rule?: string;
  /** The input field at fault, where there is one. */
  readonly field?: string;
}

/** A decision not to do what was asked. A value that is returned, never thrown; nothing has been changed. */
export interface Refusal extends RefusalDefinition {
  readonly refused: true;
  /** Stable and unique: `tranche.already-released`. */
  readonly code: string;
  readonly details?: Readonly<Record<string, string | number>>;
}

/** Builds the refusals of one noun: `const refuse = refusalsOf('tranche', {...})`, then `refuse('already-released')`. */
export function refusalsOf<Code extends string>(noun: string, catalogue: Record<Code, RefusalDefinition>) {
  return (code: Code, details?: Refusal['details'] & { readonly field?: string }): Refusal => {
    const definition = catalogue[code];
    const field = details?.field ?? definition.field;
    return {
      refused: true,
      code: `${noun}.${code}`,
      ...definition,
      ...(field === undefined ? {} : { field }),
      ...(details === undefined ? {} : { details }),
    };
  };
}

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value && value.refused === true;
