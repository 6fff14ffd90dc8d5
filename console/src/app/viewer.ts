import { createContext, useContext } from 'react';
import type { ViewerQuery } from '../generated/graphql';

export type Viewer = ViewerQuery['viewer'];

export const ViewerContext = createContext<Viewer | null>(null);

/** Who is signed in, as the API knows them. */
export function useViewer(): Viewer {
  const viewer = useContext(ViewerContext);
  if (viewer === null) {
    throw new Error('Nobody is signed in here');
  }
  return viewer;
}

export function may(viewer: Viewer, permission: string): boolean {
  return viewer.permissions.includes(permission);
}

/** Whether somebody only uses services: reports what does not work, works on nothing that others report, and plans no changes. */
export function usesServices(viewer: Viewer): boolean {
  return may(viewer, 'incident.report') && !may(viewer, 'incident.work') && !may(viewer, 'change.read');
}

/** Whether somebody takes the calls of others: reports for them, adds to what is open, and looks up who they are. */
export function takesCalls(viewer: Viewer): boolean {
  return ['incident.report-for-others', 'incident.work', 'identity.read'].every((each) => may(viewer, each));
}
