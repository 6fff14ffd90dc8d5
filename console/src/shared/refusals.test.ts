import { describe, expect, it } from 'vitest';
import { otherRefusals, refusalsOf } from './refusals';

describe('refusals', () => {
  const ofList = { code: 'NOT_FOUND', message: 'No such item.', field: ['input', 'ciIds', '1'] };
  const ofText = { code: 'REQUIRED', message: 'Say why.', field: ['input', 'reason'] };
  const ofRecord = { code: 'CONFLICT', message: 'Too many.', field: ['id'] };
  const all = [ofList, ofText, ofRecord, { code: 'INTERNAL', message: 'Nobody knows.' }];

  it('stand at their field, also those of one value of a list', () => {
    expect(refusalsOf(all, 'ciIds')).toBe('No such item.');
    expect(refusalsOf(all, 'reason')).toBe('Say why.');
    expect(refusalsOf(all, '1')).toBeUndefined();
  });

  it('stand above the form if they are of no field of it', () => {
    expect(otherRefusals(all, ['ciIds', 'reason']).map(({ code }) => code)).toEqual(['CONFLICT', 'INTERNAL']);
  });
});
