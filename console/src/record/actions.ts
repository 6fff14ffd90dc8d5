import type { Refusal } from '../shared/refusals';

export type FieldKind =
  | 'line'
  | 'text'
  | 'choice'
  | 'hold'
  | 'code'
  | 'time'
  | 'flag'
  | 'team'
  | 'member'
  | 'offering'
  | 'people'
  | 'items'
  | 'incidents'
  | 'problems'
  | 'chosen';

export interface Field {
  /** As the input of the mutation calls it. */
  name: string;
  label: string;
  kind: FieldKind;
  required: boolean;
  /** Of a `choice` and of `chosen`, which may be several: what there is to choose from. */
  options?: readonly { value: string; label: string }[];
}

export interface Named {
  id: string;
  name: string;
}

/** A value of a form: a text, or what was chosen with its name. */
export type Value = string | Named | readonly Named[] | null;
export type Values = Record<string, Value>;

/** What the forms of a record need of it. */
export interface Editable {
  id: string;
  number: string;
  version: number;
  /** The fields whose edit would withdraw approvals now; absent for what is not approved. */
  materialFields?: readonly string[];
}

export interface Action<R extends Editable> {
  name: string;
  label: string;
  /** What the button says that does it. */
  verb: string;
  key?: string;
  /** It adds to the record, whatever its version is. */
  adds?: boolean;
  fields: Field[];
  begin(record: R): Values;
  /** Null for a mutation that takes none. */
  input(values: Values, before: R): Record<string, unknown> | null;
  /** Which fields of the record the values edit, by the names of `materialFields`; none for what cannot withdraw an approval. */
  edits?(values: Values, before: R): readonly string[];
  /** Whether the values withdraw approvals although they edit nothing that was approved. */
  unseats?(values: Values, before: R): boolean;
}

/** Whether an edit of some fields would withdraw approvals of a record. */
export function withdraws(record: Pick<Editable, 'materialFields'>, edited: readonly string[]): boolean {
  return edited.some((name) => record.materialFields?.includes(name));
}

/** What a mutation of a record answers. */
export interface Answer {
  result: { userErrors: Refusal[] };
}

/** A text or the id of what was chosen; null for nothing. */
export function plain(value: Value | undefined): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string') return value;
  return 'id' in value ? value.id : null;
}

/** An instant of a field for local times. What is none is sent as it is: the API says what is wrong with it. */
export function instant(value: Value | undefined): string | null {
  const text = plain(value);
  if (text === null) return null;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? text : at.toISOString();
}

/** An instant as a field for local times has it, in the reader's zone. */
export function localTime(at: string | null | undefined): string {
  if (!at) return '';
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

export function ids(value: Value | undefined): string[] {
  return Array.isArray(value) ? value.map((each: Named) => each.id) : [];
}

export function named(value: Named | null | undefined): Value {
  return value ? { id: value.id, name: value.name } : null;
}

export function person(value: { id: string; displayName: string } | null | undefined): Value {
  return value ? { id: value.id, name: value.displayName } : null;
}
