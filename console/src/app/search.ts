/** One of a few words, as the address has it; nothing if it is none of them. */
export function one<T extends string>(among: readonly T[], value: unknown): T | undefined {
  return among.find((each) => each === value);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The id of a record, as the address has it; nothing if it is none. */
export function id(value: unknown): string | undefined {
  return typeof value === 'string' && UUID.test(value) ? value : undefined;
}

/** Without what is undefined: it leaves the address. */
export function filled<T extends object>(search: T): T {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T;
}
