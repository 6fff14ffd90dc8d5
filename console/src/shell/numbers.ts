/** The number of an incident that somebody means: INC0001042, inc1042 or 1042; null if it is none. */
export function incidentNumber(text: string): string | null {
  const found = /^(?:inc)?\s*0*(\d{1,10})$/i.exec(text.trim());
  return found === null ? null : `INC${(found[1] ?? '').padStart(7, '0')}`;
}
