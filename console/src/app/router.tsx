import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { SHOWN, type Shown } from '../record/story';
import { CALENDAR_KINDS, type CalendarKind, isDay, SPANS, type Span } from '../screens/calendar/range';
import {
  CHANGE_QUEUES,
  CHANGE_SORTS,
  type ChangeQueue,
  type ChangeSortName,
  type Narrowed,
  RISKS,
  TYPES,
} from '../screens/changes/queues';
import { Desk } from '../screens/desk/Desk';
import { isQueue, SORTS, type SortName } from '../screens/desk/queues';
import { Missing } from '../shell/Missing';
import { Shell } from '../shell/Shell';
import { Start } from '../shell/Start';
import { filled, id, one } from './search';
import { settings } from './settings';

const root = createRootRoute({ component: Shell, notFoundComponent: Missing });

const start = createRoute({ getParentRoute: () => root, path: '/', component: Start });

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
  /** What the timeline is narrowed to. */
  show?: Shown;
}

const calls = createRoute({
  getParentRoute: () => root,
  path: '/calls',
  component: lazyRouteComponent(() => import('../screens/calls/CallsScreen'), 'CallsScreen'),
});

const incident = createRoute({
  getParentRoute: () => root,
  path: '/incidents/$number',
  validateSearch: (search: Record<string, unknown>): IncidentSearch => ({
    ...(typeof search.do === 'string' ? { do: search.do } : {}),
    ...(SHOWN.includes(search.show as Shown) ? { show: search.show as Shown } : {}),
  }),
  component: lazyRouteComponent(() => import('../screens/incident/IncidentScreen'), 'IncidentScreen'),
});

export interface PortalSearch {
  /** Whether what is done is shown, instead of what is open. */
  done?: true;
  /** The number of the request under the cursor. */
  at?: string;
}

const portal = createRoute({
  getParentRoute: () => root,
  path: '/portal',
  validateSearch: (search: Record<string, unknown>): PortalSearch =>
    filled({
      done: search.done === true ? (true as const) : undefined,
      at: typeof search.at === 'string' ? search.at : undefined,
    }),
  component: lazyRouteComponent(() => import('../screens/portal/PortalScreen'), 'PortalScreen'),
});

const request = createRoute({
  getParentRoute: () => root,
  path: '/portal/$number',
  validateSearch: (search: Record<string, unknown>): { do?: string } =>
    filled({ do: typeof search.do === 'string' ? search.do : undefined }),
  component: lazyRouteComponent(() => import('../screens/portal/RequestScreen'), 'RequestScreen'),
});

export interface ApprovalsSearch {
  order?: 'newest';
  /** The id of the request under the cursor. */
  at?: string;
  /** Whether its evidence is open. */
  open?: true;
}

const approvals = createRoute({
  getParentRoute: () => root,
  path: '/approvals',
  validateSearch: (search: Record<string, unknown>): ApprovalsSearch =>
    filled({
      order: one(['newest'] as const, search.order),
      at: typeof search.at === 'string' ? search.at : undefined,
      open: search.open === true ? (true as const) : undefined,
    }),
  component: lazyRouteComponent(() => import('../screens/approvals/ApprovalsScreen'), 'ApprovalsScreen'),
});

export interface ChangesSearch extends Narrowed {
  queue?: ChangeQueue;
  sort?: ChangeSortName;
  /** The number of the change under the cursor. */
  at?: string;
}

const changes = createRoute({
  getParentRoute: () => root,
  path: '/changes',
  validateSearch: (search: Record<string, unknown>): ChangesSearch =>
    filled({
      queue: one(CHANGE_QUEUES, search.queue),
      sort: one(CHANGE_SORTS, search.sort),
      risk: one(RISKS, search.risk),
      type: one(TYPES, search.type),
      text: typeof search.text === 'string' && search.text !== '' ? search.text.slice(0, 200) : undefined,
      at: typeof search.at === 'string' ? search.at : undefined,
    }),
  component: lazyRouteComponent(() => import('../screens/changes/ChangesScreen'), 'ChangesScreen'),
});

const change = createRoute({
  getParentRoute: () => root,
  path: '/changes/$number',
  validateSearch: (search: Record<string, unknown>): IncidentSearch =>
    filled({
      do: typeof search.do === 'string' ? search.do : undefined,
      show: one(SHOWN, search.show),
    }),
  component: lazyRouteComponent(() => import('../screens/change/ChangeScreen'), 'ChangeScreen'),
});

export interface CalendarSearch {
  /** The first day, or any day of the month. */
  from?: string;
  span?: Span;
  /** The only kind that is shown. */
  kind?: CalendarKind;
  risk?: (typeof RISKS)[number];
  /** The ids of the team of the changes, and of the service that all is about. */
  team?: string;
  service?: string;
  /** The entry under the cursor. */
  at?: string;
}

const calendar = createRoute({
  getParentRoute: () => root,
  path: '/calendar',
  validateSearch: (search: Record<string, unknown>): CalendarSearch =>
    filled({
      from: isDay(search.from) ? search.from : undefined,
      span: one(SPANS, search.span),
      kind: one(CALENDAR_KINDS, search.kind),
      risk: one(RISKS, search.risk),
      team: id(search.team),
      service: id(search.service),
      at: typeof search.at === 'string' ? search.at : undefined,
    }),
  component: lazyRouteComponent(() => import('../screens/calendar/CalendarScreen'), 'CalendarScreen'),
});

export const router = createRouter({
  routeTree: root.addChildren([start, portal, request, desk, calls, incident, approvals, changes, change, calendar]),
  basepath: settings.base,
  defaultPreload: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
