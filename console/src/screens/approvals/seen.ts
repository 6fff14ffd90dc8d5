const KEY = 'mainstay.seen';
const MOST = 50;

type Seen = [change: string, version: string][];

/** The version of the evidence of a change that a reader has looked at in this browser, so that it can be said what has changed since. */
export function seen(reader: string, change: string): string | null {
  return load().find(([of]) => of === `${reader}.${change}`)?.[1] ?? null;
}

/** Keeps the latest few. */
export function saw(reader: string, change: string, version: string): void {
  const of = `${reader}.${change}`;
  const kept: Seen = [[of, version], ...load().filter(([each]) => each !== of)];
  localStorage.setItem(KEY, JSON.stringify(kept.slice(0, MOST)));
}

function load(): Seen {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(kept) ? (kept as Seen) : [];
  } catch {
    // Written by another release.
    return [];
  }
}
