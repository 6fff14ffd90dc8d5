/** One of a few words, as the address has it; nothing if it is none of them. */
export function one<T extends string>(among: readonly T[], value: unknown): T | undefined {
  return among.find((each) => each === value);
}

/** Without what is undefined: it leaves the address. */
export function filled<T extends object>(search: T): T {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as T;
}
