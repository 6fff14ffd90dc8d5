/**
 * The order of a list after it was read anew: as the server has it, but the row under the cursor stays in its place, so that nobody acts on
 * another one than they looked at. A row that has left the list stays until the cursor leaves it. Only where rows above have left does the
 * cursor's go up with those that follow it: none of what is still to be seen gets above it, where nobody who goes down would meet it.
 */
export function settle(shown: readonly string[], read: readonly string[], cursor: string | null): string[] {
  const at = cursor === null ? -1 : shown.indexOf(cursor);
  if (cursor === null || at < 0) {
    return [...read];
  }
  const below = new Set(shown.slice(at + 1));
  const rank = read.indexOf(cursor);
  const others = read.filter((id) => id !== cursor);
  const next = others.findIndex((id) => below.has(id) && (rank < 0 || read.indexOf(id) > rank));
  others.splice(Math.min(at, next < 0 ? others.length : next), 0, cursor);
  return others;
}

/** Where the cursor goes by so many rows; at an end it stays. */
export function move(shown: readonly string[], cursor: string | null, by: number): string | null {
  if (shown.length === 0) {
    return null;
  }
  const at = cursor === null ? -1 : shown.indexOf(cursor);
  if (at < 0) {
    return shown[by > 0 ? 0 : shown.length - 1] ?? null;
  }
  return shown[Math.max(0, Math.min(shown.length - 1, at + by))] ?? null;
}
