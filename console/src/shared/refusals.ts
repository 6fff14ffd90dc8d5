import type { CombinedError } from 'urql';

/** A refusal of a mutation, by the field that it concerns. */
export interface Refusal {
  code: string;
  message: string;
  field?: readonly string[] | null;
  parameters?: unknown;
}

/** The refusals of one field of the input; those of no field of the form stand above it. */
export function refusalsOf(refusals: readonly Refusal[], field: string): string | undefined {
  const found = refusals.filter((refusal) => refusal.field?.at(-1) === field);
  return found.length === 0 ? undefined : found.map((refusal) => refusal.message).join(' ');
}

export function otherRefusals(refusals: readonly Refusal[], fields: readonly string[]): readonly Refusal[] {
  return refusals.filter((refusal) => !fields.includes(refusal.field?.at(-1) ?? ''));
}

export type Failure =
  | { kind: 'away' }
  | { kind: 'forbidden' }
  | { kind: 'busy' }
  | { kind: 'fault'; traceId: string | null; message: string };

/** What a failed request means to the reader. */
export function failureOf(error: CombinedError): Failure {
  if (error.networkError) {
    return { kind: 'away' };
  }
  const first = error.graphQLErrors[0];
  const code = first?.extensions.code;
  switch (code) {
    case 'FORBIDDEN':
    case 'UNAUTHENTICATED':
      return { kind: 'forbidden' };
    case 'UNAVAILABLE':
    case 'TIMEOUT':
      return { kind: 'away' };
    case 'TOO_MANY_REQUESTS':
      return { kind: 'busy' };
    default:
      return {
        kind: 'fault',
        traceId: typeof first?.extensions.traceId === 'string' ? first.extensions.traceId : null,
        message: first?.message ?? error.message,
      };
  }
}
