import type { CombinedError } from 'urql';

/** A refusal of a mutation, by the field that it concerns. */
export interface Refusal {
  code: string;
  message: string;
  field?: readonly string[] | null;
  parameters?: unknown;
}

/** The field of the input that a refusal is about, also if it is about one value of a list. */
function placeOf(refusal: Refusal): string {
  return refusal.field?.findLast((part) => !/^\d+$/.test(part)) ?? '';
}

/** The refusals of one field of the input; those of no field of the form stand above it. */
export function refusalsOf(refusals: readonly Refusal[], field: string): string | undefined {
  const found = refusals.filter((refusal) => placeOf(refusal) === field);
  return found.length === 0 ? undefined : found.map((refusal) => refusal.message).join(' ');
}

export function otherRefusals(refusals: readonly Refusal[], fields: readonly string[]): readonly Refusal[] {
  return refusals.filter((refusal) => !fields.includes(placeOf(refusal)));
}

/** Whether something was refused because whoever asked for it has signed in too long ago (RFC 9470). */
export function wantsFreshLogin(refusals: readonly Refusal[]): boolean {
  return refusals.some(
    ({ parameters }) => (parameters as { cause?: unknown } | null | undefined)?.cause === 'FRESH_LOGIN_REQUIRED',
  );
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
