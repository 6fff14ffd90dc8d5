import { useEffect } from 'react';
import { client } from '../app/client';
import { store, useStore } from '../app/store';
import { MOST, namesQuery } from './namesQuery';

interface Found {
  id: string;
  displayName?: string;
  name?: string;
  path?: string;
  number?: string;
}

const found = new Map<string, string>();
/** Names by the ids of records. */
export const known: ReadonlyMap<string, string> = found;
const sought = new Set<string>();
/** Whoever shows names follows this: who has asked may have given its place to another one meanwhile. */
const readings = store(0);
/** What was asked for and answered: who has no name then is not seen by the reader. */
const answered = new Set<string>();

/** Whether the name of a record is being looked up. */
export function isAwaited(id: string): boolean {
  return !known.has(id) && !answered.has(id);
}

/** The names of records by their ids, as far as the reader sees them; what is not known yet comes later. */
export function useNames(ids: readonly string[]): ReadonlyMap<string, string> {
  useStore(readings);
  const key = [...new Set(ids)]
    .filter((id) => !known.has(id) && !sought.has(id))
    .sort()
    .slice(0, MOST)
    .join(' ');
  useEffect(() => {
    if (key !== '') seek(key.split(' '));
  }, [key]);
  return known;
}

/** Asks for names, for all who show them. */
export function seek(wanted: readonly string[]): void {
  for (const id of wanted) sought.add(id);
  let over = false;
  // The first answer is enough, be it one that the cache calls stale because something changes meanwhile: names do not.
  const reading = client
    .query<Record<string, Found | null>>(
      namesQuery(wanted.length),
      Object.fromEntries(wanted.map((id, index) => [`id${index}`, id])),
      { requestPolicy: 'network-only' },
    )
    .subscribe((answer) => {
      if (over || !(answer.data || answer.error)) return;
      over = true;
      // Not before there is something to end.
      queueMicrotask(() => reading.unsubscribe());
      if (!answer.data) {
        // What could not be read now is sought again with the next page.
        for (const id of wanted) sought.delete(id);
        return;
      }
      for (const record of Object.values(answer.data)) {
        const name = record && (record.displayName ?? record.name ?? record.path ?? record.number);
        if (record && name) found.set(record.id, name);
      }
      for (const id of wanted) answered.add(id);
      readings.set(readings.get() + 1);
    });
}
