import type { TypedDocumentNode } from 'urql';
import { client } from './client';
import { ApprovalsChangedDocument, ChangesChangedDocument, IncidentsChangedDocument } from './documents';

/** What has happened: a record has changed, or anything may have, because the connection was away. */
export type Happening = { kind: 'changed'; id: string } | { kind: 'read-again' };

export type Channel = (listener: (happening: Happening) => void) => () => void;

const RETRY_MS = 3_000;

/** Follows the records that the reader sees, over one subscription for all of a page. */
function channel<T>(
  document: TypedDocumentNode<T, Record<string, never>>,
  idOf: (answer: T) => string | null | undefined,
): Channel {
  const listeners = new Set<(happening: Happening) => void>();
  let following = false;

  function tell(happening: Happening): void {
    for (const listener of [...listeners]) listener(happening);
  }

  /** For as long as the page is there: a screen that comes after another one must not miss what is between them. */
  function follow(): void {
    const subscription = client.subscription(document, {}).subscribe((answer) => {
      if (answer.error?.graphQLErrors.some((error) => error.extensions.code === 'FORBIDDEN')) {
        // Not for the roles of this reader, whom the lists tell so: asking again changes nothing.
        return;
      }
      if (answer.error) {
        // Too slow, refused, or closed for good: begin anew, whose first answer says to read again.
        setTimeout(() => {
          subscription.unsubscribe();
          follow();
        }, RETRY_MS);
        return;
      }
      if (!answer.data) return;
      const id = idOf(answer.data);
      // The first answer: nothing is missed from here on, but what was before must be read.
      tell(id ? { kind: 'changed', id } : { kind: 'read-again' });
    });
  }

  return (listener) => {
    listeners.add(listener);
    if (!following) {
      following = true;
      follow();
    }
    return () => {
      listeners.delete(listener);
    };
  };
}

export const incidents = channel(IncidentsChangedDocument, (answer) => answer.incidentsChanged.incidentId);
export const changes = channel(ChangesChangedDocument, (answer) => answer.changesChanged.changeId);
export const approvals = channel(ApprovalsChangedDocument, (answer) => answer.approvalsChanged.approvalId);
