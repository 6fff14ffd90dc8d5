/** The kind of record that somebody means by a number, and its whole number: INC0001042, inc1042 or 1042, chg7; null if it is none. */
export function recordNumber(text: string): { kind: 'incident' | 'change'; number: string } | null {
  const found = /^(inc|chg)?\s*0*(\d{1,10})$/i.exec(text.trim());
  if (found === null) return null;
  const kind = found[1]?.toLowerCase() === 'chg' ? 'change' : 'incident';
  return { kind, number: `${kind === 'change' ? 'CHG' : 'INC'}${(found[2] ?? '').padStart(7, '0')}` };
}
