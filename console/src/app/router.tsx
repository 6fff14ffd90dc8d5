import { createRootRoute, createRoute, createRouter, redirect } from '@tanstack/react-router';
import { Desk } from '../screens/desk/Desk';
import { isQueue, SORTS, type SortName } from '../screens/desk/queues';
import { IncidentScreen } from '../screens/incident/IncidentScreen';
import { Missing } from '../shell/Missing';
import { Shell } from '../shell/Shell';
import { settings } from './settings';

const root = createRootRoute({ component: Shell, notFoundComponent: Missing });

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/desk/$queue', params: { queue: 'mine' }, search: {}, replace: true });
  },
});

export interface DeskSearch {
  sort?: SortName;
  /** The number of the incident under the cursor. */
  at?: string;
}

const desk = createRoute({
  getParentRoute: () => root,
  path: '/desk/$queue',
  validateSearch: (search: Record<string, unknown>): DeskSearch => ({
    ...(SORTS.includes(search.sort as SortName) ? { sort: search.sort as SortName } : {}),
    ...(typeof search.at === 'string' ? { at: search.at } : {}),
  }),
  beforeLoad: ({ params }) => {
    if (!isQueue(params.queue)) {
      throw redirect({ to: '/desk/$queue', params: { queue: 'mine' }, search: {}, replace: true });
    }
  },
  component: Desk,
});

export interface IncidentSearch {
  /** The action whose form is open. */
  do?: string;
}

const incident = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$number',
  validateSearch: (search: Record<string, unknown>): IncidentSearch =>
    typeof search.do === 'string' ? { do: search.do } : {},
  component: IncidentScreen,
});

export const router = createRouter({
  routeTree: root.addChildren([start, desk, incident]),
  basepath: settings.base,
  defaultPreload: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
