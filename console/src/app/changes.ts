import { client } from './client';
import { ChangesDocument } from './documents';

/** What has happened: an incident has changed, or anything may have, because the connection was away. */
export type Happening = { kind: 'changed'; incidentId: string } | { kind: 'read-again' };

const listeners = new Set<(happening: Happening) => void>();
let following = false;
const RETRY_MS = 3_000;

/** Follows the incidents that the reader sees, over one subscription for all of a page. */
export function onChange(listener: (happening: Happening) => void): () => void {
  listeners.add(listener);
  if (!following) {
    following = true;
    follow();
  }
  return () => {
    listeners.delete(listener);
  };
}

function tell(happening: Happening): void {
  for (const listener of [...listeners]) listener(happening);
}

/** For as long as the page is there: a screen that comes after another one must not miss what is between them. */
function follow(): void {
  const subscription = client.subscription(ChangesDocument, {}).subscribe((answer) => {
    if (answer.error) {
      // Too slow, refused, or closed for good: begin anew, whose first answer says to read again.
      setTimeout(() => {
        subscription.unsubscribe();
        follow();
      }, RETRY_MS);
      return;
    }
    const change = answer.data?.incidentsChanged;
    if (change?.incidentId) {
      tell({ kind: 'changed', incidentId: change.incidentId });
    } else if (change) {
      // The first answer: nothing is missed from here on, but what was before must be read.
      tell({ kind: 'read-again' });
    }
  });
}
