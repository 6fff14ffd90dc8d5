import { describe, expect, it } from 'vitest';
import { wantsFreshLogin } from '../../shared/refusals';
import { outcomes, staleEvidence } from './decisions';

const refusal = (field: string[] | null, message: string, parameters?: unknown) => ({
  code: 'CONFLICT',
  message,
  field,
  parameters,
});

describe('decisions', () => {
  it('tell what became of each request', () => {
    const asked = [
      { id: 'a', number: 'CHG1' },
      { id: 'b', number: 'CHG2' },
      { id: 'c', number: 'CHG3' },
    ];
    const told = outcomes(
      asked,
      [{ id: 'a' }],
      [
        refusal(['items', '1', 'evidenceVersion'], 'Something has changed.'),
        refusal(['items', '1'], 'And more.'),
        refusal(['items', '2'], 'Too late.'),
      ],
    );
    expect(told.each).toEqual([
      { id: 'a', number: 'CHG1', refused: null },
      { id: 'b', number: 'CHG2', refused: 'Something has changed. And more.' },
      { id: 'c', number: 'CHG3', refused: 'Too late.' },
    ]);
    expect(told.whole).toEqual([]);
  });

  it('tell what is of none of them apart', () => {
    const all = refusal(['comment'], 'Too long.');
    const nowhere = refusal(['items', '7'], 'Where?');
    expect(outcomes([{ id: 'a', number: 'CHG1' }], [], [all, nowhere])).toEqual({ each: [], whole: [all, nowhere] });
  });

  it('know a login that is too long ago', () => {
    expect(wantsFreshLogin([refusal(null, 'No'), refusal(null, 'No', { cause: 'FRESH_LOGIN_REQUIRED' })])).toBe(true);
    expect(wantsFreshLogin([refusal(null, 'No', { cause: 'EVIDENCE_STALE' }), refusal(null, 'No')])).toBe(false);
  });

  it('know evidence that has changed from other conflicts', () => {
    const difference = { part: 'RISK', kind: 'CHANGED', key: 'risk', before: 'LOW', after: 'HIGH' };
    expect(staleEvidence([refusal(null, 'No', { cause: 'TIMEOUT' }), refusal(null, 'No')])).toBeNull();
    expect(
      staleEvidence([
        refusal(null, 'No', { cause: 'EVIDENCE_STALE', differences: [difference], hiddenDifferenceCount: 2 }),
      ]),
    ).toEqual({ differences: [difference], hidden: 2 });
    expect(staleEvidence([refusal(null, 'No', { cause: 'EVIDENCE_STALE' })])).toEqual({ differences: [], hidden: 0 });
  });
});
