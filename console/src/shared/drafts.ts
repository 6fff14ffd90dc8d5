const PREFIX = 'mainstay.draft.';

/** What somebody has typed and not sent: it outlives a reload and a sign-in in the same tab, and no sign-out. */
export function readDraft<T>(key: string): T | null {
  const text = sessionStorage.getItem(PREFIX + key);
  if (text === null) {
    return null;
  }
  try {
    return JSON.parse(text) as T;
  } catch {
    // Written by another release.
    sessionStorage.removeItem(PREFIX + key);
    return null;
  }
}

export function writeDraft(key: string, value: unknown): void {
  sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
}

export function forgetDraft(key: string): void {
  sessionStorage.removeItem(PREFIX + key);
}

export function forgetDrafts(): void {
  for (const key of Object.keys(sessionStorage)) {
    if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  }
}
