import type { ApprovalDecision } from '../../generated/graphql';
import type { Refusal } from '../../shared/refusals';

/** What may be done with a request by one key: the decisions, and the question before one. */
export type Choice = ApprovalDecision | 'ASK';

export const CHOICES: readonly { choice: Choice; key: string; needsWords: boolean }[] = [
  { choice: 'APPROVE', key: 'a', needsWords: false },
  { choice: 'APPROVE_WITH_CONDITIONS', key: 'w', needsWords: true },
  { choice: 'REJECT', key: 'r', needsWords: true },
  { choice: 'ABSTAIN', key: 's', needsWords: true },
  { choice: 'ASK', key: 'q', needsWords: true },
];

export interface Change {
  part: string;
  kind: string;
  key: string;
  before: string;
  after: string;
}

/** What differs from what was seen, if that is why a decision was refused. */
export function staleEvidence(refusals: readonly Refusal[]): { differences: Change[]; hidden: number } | null {
  for (const refusal of refusals) {
    const parameters = refusal.parameters as
      | { cause?: unknown; differences?: unknown; hiddenDifferenceCount?: unknown }
      | null
      | undefined;
    if (parameters?.cause === 'EVIDENCE_STALE') {
      return {
        differences: Array.isArray(parameters.differences) ? (parameters.differences as Change[]) : [],
        hidden: typeof parameters.hiddenDifferenceCount === 'number' ? parameters.hiddenDifferenceCount : 0,
      };
    }
  }
  return null;
}

export interface Outcome {
  id: string;
  number: string;
  /** Why it was refused; null if it was decided. */
  refused: string | null;
}

/** What became of each of several requests: the errors of one name its place. */
export function outcomes(
  asked: readonly { id: string; number: string }[],
  decided: readonly { id: string }[],
  refusals: readonly Refusal[],
): { each: Outcome[]; whole: readonly Refusal[] } {
  const done = new Set(decided.map(({ id }) => id));
  const placed = new Map<number, string[]>();
  const whole: Refusal[] = [];
  for (const refusal of refusals) {
    const at = refusal.field?.indexOf('items') ?? -1;
    const place = at < 0 ? Number.NaN : Number(refusal.field?.[at + 1]);
    if (Number.isInteger(place) && place >= 0 && place < asked.length) {
      placed.set(place, [...(placed.get(place) ?? []), refusal.message]);
    } else {
      whole.push(refusal);
    }
  }
  const each = asked.flatMap(({ id, number }, place): Outcome[] => {
    const reasons = placed.get(place);
    if (reasons !== undefined) return [{ id, number, refused: reasons.join(' ') }];
    return done.has(id) ? [{ id, number, refused: null }] : [];
  });
  return { each, whole };
}
