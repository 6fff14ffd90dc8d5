import { useEffect, useState } from 'react';
import { client } from '../app/client';
import { MOST, namesQuery } from './namesQuery';

interface Found {
  id: string;
  displayName?: string;
  name?: string;
  path?: string;
  number?: string;
}

const known = new Map<string, string>();
const sought = new Set<string>();

/** The names of records by their ids, as far as the reader sees them; what is not known yet comes later. */
export function useNames(ids: readonly string[]): ReadonlyMap<string, string> {
  const [, setRead] = useState(0);
  const key = [...new Set(ids)]
    .filter((id) => !known.has(id) && !sought.has(id))
    .sort()
    .slice(0, MOST)
    .join(' ');
  useEffect(() => {
    if (key === '') return;
    const wanted = key.split(' ');
    for (const id of wanted) sought.add(id);
    void client
      .query<Record<string, Found | null>>(
        namesQuery(wanted.length),
        Object.fromEntries(wanted.map((id, index) => [`id${index}`, id])),
      )
      .toPromise()
      .then((answer) => {
        for (const found of Object.values(answer.data ?? {})) {
          const name = found && (found.displayName ?? found.name ?? found.path ?? found.number);
          if (found && name) known.set(found.id, name);
        }
        // What could not be read now is sought again with the next page.
        if (!answer.data) for (const id of wanted) sought.delete(id);
        setRead((before) => before + 1);
      });
  }, [key]);
  return known;
}
