/** One field of a record that two people have changed from the same version. */
export interface Difference {
  field: string;
  /** What it was when the form was opened. */
  before: string;
  /** What somebody else has made of it. */
  theirs: string;
  /** What the form has made of it; null if it has not touched the field, which then stays theirs. */
  mine: string | null;
}

type Values = Readonly<Record<string, unknown>>;

/** What somebody else has changed since the form was opened, and what the form has there. */
export function differences(before: Values, theirs: Values, mine: Values, fields: readonly string[]): Difference[] {
  return fields
    .filter((field) => text(before[field]) !== text(theirs[field]))
    .map((field) => ({
      field,
      before: text(before[field]),
      theirs: text(theirs[field]),
      mine: field in mine && text(mine[field]) !== text(before[field]) ? text(mine[field]) : null,
    }));
}

/** What a form changes: only fields that it was given another value for. An emptied text is null, which clears it. */
export function changed(before: Values, mine: Values): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(mine)
      .filter(([field, value]) => text(before[field]) !== text(value))
      .map(([field, value]) => [field, text(value) === '' ? null : text(value)]),
  );
}

/** As people read it: a team or a person by name. */
export function text(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(text).join(', ');
  if (typeof value === 'object') {
    const named = value as { displayName?: string; name?: string };
    return named.displayName ?? named.name ?? '';
  }
  return String(value);
}
